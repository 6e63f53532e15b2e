using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;

namespace NanoAgent.Report;

/// <summary>A signed report whose receipt has not come: enough to send the very same bytes again, also after a reboot.</summary>
internal sealed class PendingReport
{
    private const char Separator = '|';
    private const int Fields = 10;

    public uint Observation;

    public string Audience;

    public string Nonce;

    public uint ReportNumber;

    public bool IsLive;

    public uint Lost;

    public long IssuedAt;

    public long SeenSize;

    public byte[] SeenRoot;

    public byte[] Signature;

    /// <summary>Reads what <see cref="ToText"/> wrote; null when it is not that.</summary>
    public static PendingReport Parse(string text)
    {
        string[] fields = text == null ? new string[0] : text.Split(Separator);

        if (fields.Length != Fields || !Base64Url.TryDecode(fields[9], out byte[] signature) || signature.Length != TokenSigner.SignatureBytes
            || !Profile.IsName(fields[1], Profile.MaxAudienceLength) || !Profile.IsNonce(fields[2])
            || !uint.TryParse(fields[0], out uint observation) || !uint.TryParse(fields[3], out uint number) || !uint.TryParse(fields[5], out uint lost)
            || !long.TryParse(fields[6], out long issuedAt) || !long.TryParse(fields[7], out long seenSize))
        {
            return null;
        }

        byte[] root = null;

        if (fields[8].Length > 0 && !Base64Url.TryDecode(fields[8], out root))
        {
            return null;
        }

        return new PendingReport
        {
            Observation = observation,
            Audience = fields[1],
            Nonce = fields[2],
            ReportNumber = number,
            IsLive = fields[4] == "1",
            Lost = lost,
            IssuedAt = issuedAt,
            SeenSize = seenSize,
            SeenRoot = root,
            Signature = signature,
        };
    }

    /// <summary>One line of text, at most 320 characters.</summary>
    public string ToText() =>
        Observation.ToString() + Separator + Audience + Separator + Nonce + Separator + ReportNumber.ToString() + Separator + (IsLive ? "1" : "0") + Separator
        + Lost.ToString() + Separator + IssuedAt.ToString() + Separator + SeenSize.ToString() + Separator
        + (SeenRoot == null ? "" : Base64Url.Encode(SeenRoot)) + Separator + Base64Url.Encode(Signature);

    /// <summary>The delivery claims, the same each time.</summary>
    public Delivery ToDelivery(Board.IIdentity identity) => new Delivery(Audience, Nonce, identity.Ueid, identity.Model)
    {
        IssuedAt = IssuedAt,
        KeyProtection = identity.KeyProtection,
        IsVirtual = identity.IsVirtual,
        ReportNumber = ReportNumber,
        IsLive = IsLive,
        Lost = Lost,
        SeenSize = SeenSize,
        SeenRoot = SeenRoot,
    };
}

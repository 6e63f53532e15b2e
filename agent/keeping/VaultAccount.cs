using System;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;

namespace NanoAgent.Keeping;

/// <summary>One account of the <see cref="CredentialVault"/>, and its record in flash (README.md, "credential vault").</summary>
internal sealed class VaultAccount : ICredential
{
    public const int RecordBytes = 201;
    public const int MaxName = 32;
    public const int MaxValue = 64;
    public const int SaltBytes = 16;
    private const int KeyMarkBytes = 8;

    private readonly CredentialVault _vault;

    public VaultAccount(CredentialVault vault, string name, CredentialKind kind, CredentialOrigin origin)
    {
        _vault = vault;
        Name = name;
        Kind = kind;
        Origin = origin;
    }

    public string Name { get; private set; }

    public CredentialKind Kind { get; private set; }

    public CredentialOrigin Origin { get; set; }

    public bool IsProbeAccount { get; set; }

    /// <summary>Was the account made by the user? Then an erasure removes it.</summary>
    public bool AddedByUser;

    public uint Generation { get; set; }

    public int Failures;

    public int Iterations;

    public byte[] Salt = new byte[SaltBytes];

    public byte[] Hash = new byte[Sha256.HashBytes];

    /// <summary>First 8 bytes of SHA-256 of the key under which <see cref="Tag"/> was made.</summary>
    public byte[] TagKeyMark = new byte[KeyMarkBytes];

    /// <summary>The tag of the factory-set value, or null.</summary>
    public byte[] Tag;

    public string ProbeValue { get; set; }

    /// <summary>Uptime until which no attempt is looked at; RAM only, set anew in full at each load.</summary>
    public long WaitUntilMs;

    public int Length => 0;

    public Answer CanChange => Answer.Yes;

    public bool IsFactorySet => Origin == CredentialOrigin.FactoryUnique || Origin == CredentialOrigin.FactoryCommon;

    public static byte[] MarkOf(byte[] tagKey)
    {
        byte[] mark = new byte[KeyMarkBytes];
        Array.Copy(Sha256.Hash(tagKey), 0, mark, 0, mark.Length);
        return mark;
    }

    public Attempt Guess(string value) => _vault.Matches(this, value) ? Attempt.Accepted : Attempt.Refused;

    public Attempt Change(string current, string next) => IsProbeAccount ? _vault.Change(Name, current, next) : Attempt.Refused;

    public bool TryTag(byte[] tagKey, byte[] tag) => _vault.TryTag(this, tagKey, tag);

    public void Write(byte[] b, int at)
    {
        Array.Clear(b, at, RecordBytes);
        PutText(b, at, Name);
        b[at + 33] = (byte)Kind;
        b[at + 34] = (byte)Origin;
        b[at + 35] = (byte)((IsProbeAccount ? 1 : 0) | (AddedByUser ? 2 : 0) | (Tag != null ? 4 : 0));
        BigEndian.Put32(b, at + 36, (uint)Iterations);
        BigEndian.Put32(b, at + 40, Generation);
        BigEndian.Put32(b, at + 44, (uint)Failures);
        Salt.CopyTo(b, at + 48);
        Hash.CopyTo(b, at + 64);
        TagKeyMark.CopyTo(b, at + 96);

        if (Tag != null)
        {
            Tag.CopyTo(b, at + 104);
        }

        PutText(b, at + 136, ProbeValue ?? "");
    }

    /// <summary>Is this a record that <see cref="Write"/> may have written? One with other figures would hang or throw later, at a log-in.</summary>
    public static bool IsWhole(byte[] b, int at)
    {
        uint iterations = BigEndian.Get32(b, at + 36);
        return b[at] <= MaxName && b[at + 33] <= (byte)CredentialKind.Certificate && b[at + 34] <= (byte)CredentialOrigin.NotYetSet
            && iterations <= VaultPolicy.MaxIterations && BigEndian.Get32(b, at + 44) <= int.MaxValue && b[at + 136] <= MaxValue;
    }

    public static VaultAccount Read(CredentialVault vault, byte[] b, int at)
    {
        var account = new VaultAccount(vault, GetText(b, at), (CredentialKind)b[at + 33], (CredentialOrigin)b[at + 34]);
        account.IsProbeAccount = (b[at + 35] & 1) != 0;
        account.AddedByUser = (b[at + 35] & 2) != 0;
        account.Iterations = (int)BigEndian.Get32(b, at + 36);
        account.Generation = BigEndian.Get32(b, at + 40);
        account.Failures = (int)BigEndian.Get32(b, at + 44);
        Array.Copy(b, at + 48, account.Salt, 0, SaltBytes);
        Array.Copy(b, at + 64, account.Hash, 0, Sha256.HashBytes);
        Array.Copy(b, at + 96, account.TagKeyMark, 0, KeyMarkBytes);

        if ((b[at + 35] & 4) != 0)
        {
            account.Tag = new byte[Sha256.HashBytes];
            Array.Copy(b, at + 104, account.Tag, 0, Sha256.HashBytes);
        }

        account.ProbeValue = account.IsProbeAccount ? GetText(b, at + 136) : null;
        return account;
    }

    private static void PutText(byte[] b, int at, string text)
    {
        b[at] = (byte)text.Length;
        Ascii.Bytes(text).CopyTo(b, at + 1);
    }

    private static string GetText(byte[] b, int at) => Ascii.Text(b, at + 1, b[at]);
}

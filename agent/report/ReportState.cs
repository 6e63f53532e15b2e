using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Keeping;

namespace NanoAgent.Report;

/// <summary>What the report client remembers over reboots: each entry is replaced whole, so a power cut leaves the old one or the new one.</summary>
internal sealed class ReportState
{
    private const string AudienceKey = "report-aud";
    private const string NonceKey = "report-nonce";
    private const string CountKey = "report-count";
    private const string SeenKey = "report-seen";
    private const string PendingKey = "report-pending";
    private const string PolicyKey = "report-policy";

    private readonly SettingsStore _store;

    public ReportState(SettingsStore store) => _store = store;

    /// <summary>The collector's id, or null before the first challenge.</summary>
    public string Audience
    {
        get => Profile.IsName(_store.Get(AudienceKey), Profile.MaxAudienceLength) ? _store.Get(AudienceKey) : null;
        set => Put(AudienceKey, value);
    }

    /// <summary>The nonce that rode on the last answer, or null.</summary>
    public string Nonce
    {
        get => Profile.IsNonce(_store.Get(NonceKey)) ? _store.Get(NonceKey) : null;
        set => Put(NonceKey, value);
    }

    /// <summary>The collector's restrictions, empty for none.</summary>
    public string Restrictions
    {
        get => _store.Get(PolicyKey) ?? "";
        set => Put(PolicyKey, value.Length == 0 ? null : value);
    }

    /// <summary>The signed report without receipt, or null.</summary>
    public PendingReport Pending
    {
        get => PendingReport.Parse(_store.Get(PendingKey));
        set => Put(PendingKey, value == null ? null : value.ToText());
    }

    /// <summary>Reports signed so far. Also counts one whose receipt never came, so that the number only grows.</summary>
    public uint ReportCount
    {
        get => uint.TryParse(_store.Get(CountKey) ?? "", out uint count) ? count : 0;
        set => Put(CountKey, value.ToString());
    }

    /// <summary>Remembers the collector's tree head.</summary>
    public void See(CollectorAnswer answer)
    {
        if (answer.HeadRoot != null && Base64Url.TryDecode(answer.HeadRoot, out byte[] root) && root.Length == Sha256.HashBytes && answer.HeadSize >= 0)
        {
            Put(SeenKey, answer.HeadSize.ToString() + " " + answer.HeadRoot);
        }
    }

    /// <summary>The last tree head seen.</summary>
    /// <returns>False when none was.</returns>
    public bool TryGetSeen(out long size, out byte[] root)
    {
        size = 0;
        root = null;
        string text = _store.Get(SeenKey);
        int space = text == null ? -1 : text.IndexOf(' ');

        return space >= 0 && long.TryParse(text.Substring(0, space), out size) && Base64Url.TryDecode(text.Substring(space + 1), out root);
    }

    private void Put(string key, string value)
    {
        // A write costs flash; what is so already is not written again.
        if (_store.Get(key) == value)
        {
            return;
        }

        if (value == null)
        {
            _store.Remove(key);
        }
        else
        {
            _store.Put(key, value);
        }
    }
}

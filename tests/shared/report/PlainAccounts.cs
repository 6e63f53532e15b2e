using NanoAgent.Attestation.Claims;
using NanoAgent.Board;
using NanoAgent.Keeping;

namespace NanoAgent.Tests.Shared.Report;

/// <summary>An owner and a probe account in clear in a settings store: fast, atomic, and locked after three wrong values of the probe's.</summary>
internal sealed class PlainAccounts(SettingsStore store, IEventSink log) : ICredentials, IProvoker
{
    private const int LocksAfter = 3;

    public Presence Presence => Presence.Present;

    public int Count => 2;

    public bool IsLocked => Wrong >= LocksAfter;

    private int Wrong => int.Parse(store.Get("wrong") ?? "0", System.Globalization.CultureInfo.InvariantCulture);

    public ICredential At(int index) => new Account(store, index == 0 ? "owner" : "probe");

    public bool Forgive()
    {
        store.Remove("wrong");
        return true;
    }

    public Attempt LogIn(string value)
    {
        if (IsLocked)
        {
            return Attempt.Throttled;
        }

        if (At(1).Guess(value) == Attempt.Accepted)
        {
            Forgive();
            return Attempt.Accepted;
        }

        store.Put("wrong", (Wrong + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        log.Log(SecurityEvent.LoginRefused, "probe");
        return Attempt.Refused;
    }

    public bool ProvokeRefusal(string account, string secret)
    {
        log.Log(SecurityEvent.LoginRefused, account);
        return true;
    }

    private sealed class Account(SettingsStore store, string name) : ICredential
    {
        public string Name => name;

        public CredentialKind Kind => CredentialKind.Password;

        public CredentialOrigin Origin => CredentialOrigin.FactoryUnique;

        public bool IsProbeAccount => name == "probe";

        public int Length => 0;

        public Answer CanChange => Answer.Yes;

        public uint Generation => uint.Parse(Kept[0], System.Globalization.CultureInfo.InvariantCulture);

        public string? ProbeValue => IsProbeAccount ? Kept[1] : null;

        // Value and generation change together, in one write of the store.
        private string[] Kept => (store.Get(name) ?? "1.factory-value-of-" + name).Split('.');

        public Attempt Guess(string value) => value == Kept[1] ? Attempt.Accepted : Attempt.Refused;

        public Attempt Change(string current, string next)
        {
            if (Guess(current) != Attempt.Accepted)
            {
                return Attempt.Refused;
            }

            store.Put(name, $"{Generation + 1}.{next}");
            return Attempt.Accepted;
        }

        public bool TryTag(byte[] tagKey, byte[] tag)
        {
            Array.Fill(tag, (byte)name.Length);
            return true;
        }
    }
}

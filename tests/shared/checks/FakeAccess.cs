using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Tests.Shared.Checks;

internal sealed class FakeCredentials : FakePart, ICredentials
{
    public FakeCredential Admin { get; } = new() { Name = "admin", Value = "a value of its own", Origin = CredentialOrigin.UserSet };

    public FakeCredential Probe { get; } = new() { Name = "probe", Value = "probe value 1", IsProbeAccount = true, Origin = CredentialOrigin.FactoryUnique };

    public List<FakeCredential> All { get; }

    public FakeCredentials() => All = [Admin, Probe];

    public int Count => All.Count;

    public ICredential At(int index) => All[index];
}

internal sealed class FakeCredential : ICredential
{
    public string Name { get; set; } = "";

    public string Value { get; set; } = "";

    public CredentialKind Kind { get; set; } = CredentialKind.Password;

    public CredentialOrigin Origin { get; set; }

    public bool IsProbeAccount { get; set; }

    public int Length => 0;

    public Answer CanChange { get; set; } = Answer.Yes;

    public uint Generation { get; set; } = 1;

    public bool Counts { get; set; } = true;

    public bool OldStaysOpen { get; set; }

    public Attempt? Guesses { get; set; }

    public Attempt? Changes { get; set; }

    public bool ThrowsOnGuess { get; set; }

    public bool TagsKept { get; set; } = true;

    public string ProbeValue => IsProbeAccount ? Value : null!;

    private string? Older { get; set; }

    public Attempt Guess(string value)
    {
        if (ThrowsOnGuess)
        {
            throw new InvalidOperationException("broken verifier");
        }

        return Guesses ?? (value == Value || (OldStaysOpen && value == Older) ? Attempt.Accepted : Attempt.Refused);
    }

    public Attempt Change(string current, string next)
    {
        if (Changes != null || current != Value)
        {
            return Changes ?? Attempt.Refused;
        }

        Older = current;
        Value = next;
        Generation += Counts ? 1u : 0u;
        return Attempt.Accepted;
    }

    public bool TryTag(byte[] tagKey, byte[] tag)
    {
        Array.Copy(tagKey, tag, 16);
        return TagsKept;
    }
}

internal sealed class FakeServices(FakeBoard board) : FakePart, IServices
{
    public FakeService Admin { get; } = new(board);

    public int Count { get; set; } = 1;

    public FakeService Info { get; } = new(board) { Name = "info-http", Port = 80, RequiresAuthentication = Answer.No };

    public IService At(int index) => index == 0 ? Admin : Info;
}

/// <summary>A door with a lock-out after five wrong values.</summary>
internal sealed class FakeService(FakeBoard board) : IService
{
    public int LocksAfter { get; set; } = 5;

    public int DelayMs { get; set; }

    public bool OpensWhenLocked { get; set; }

    public bool ForgetsOnReload { get; set; }

    public bool CanTellReload { get; set; } = true;

    public Attempt? Without { get; set; }

    public Attempt? AsProbe { get; set; }

    /// <summary>What the true value is answered with; null for what it deserves.</summary>
    public Attempt? Truth { get; set; }

    /// <summary>How long every request takes.</summary>
    public int RequestMs { get; set; }

    /// <summary>How long a lock-out lasts; null for ever.</summary>
    public int? LockMs { get; set; }

    private long _lockedAt;

    public int Wrong { get; set; }

    public string Name { get; init; } = "admin-https";

    public int Port { get; init; } = 443;

    public Answer RequiresAuthentication { get; set; } = Answer.Yes;

    public Answer OwnerLockedOut { get; set; } = Answer.No;

    private bool IsLocked => LocksAfter > 0 && Wrong >= LocksAfter && (LockMs is not int ms || board.Clock.UptimeMs - _lockedAt < ms);

    public Attempt AskWithout() => Without ?? Attempt.Refused;

    public Attempt AskAsProbe(string value)
    {
        bool right = value == board.Credentials?.Probe.Value;
        board.Clock.UptimeMs += RequestMs;

        if (right && Truth != null)
        {
            return Truth.Value;
        }

        if (AsProbe != null)
        {
            return AsProbe.Value;
        }

        if (IsLocked && !(right && OpensWhenLocked))
        {
            return Attempt.Throttled;
        }

        board.Clock.UptimeMs += right ? 0 : Wrong * DelayMs;
        Wrong += right ? 0 : 1;
        _lockedAt = board.Clock.UptimeMs;
        return right ? Attempt.Accepted : Attempt.Refused;
    }

    public bool ForgiveProbe()
    {
        Wrong = 0;
        return true;
    }

    public int LockoutSecondsAfterReload()
    {
        Wrong = ForgetsOnReload ? 0 : Wrong;
        return !CanTellReload ? -1 : IsLocked ? 300 : 0;
    }
}

namespace NanoAgent.Bench;

/// <summary>How a unit's admin endpoint is spoken to. The defaults are those of the virtual board; a tester describes another unit's in a file.</summary>
public sealed record DoorProfile
{
    /// <summary>Where one logs in, by POST.</summary>
    public string LoginPath { get; init; } = "/login";

    /// <summary>Name of the account's field.</summary>
    public string AccountField { get; init; } = "account";

    /// <summary>Name of the password's field.</summary>
    public string PasswordField { get; init; } = "password";

    /// <summary>Credentials go as a form; as JSON otherwise.</summary>
    public bool AsForm { get; init; }

    /// <summary>Answers to a log-in that say "not now".</summary>
    public IReadOnlyList<int> ThrottledStatus { get; init; } = [423, 429];

    /// <summary>The member of a log-in's JSON answer that holds the session token, sent as a bearer token; empty when the session is a cookie.</summary>
    public string SessionMember { get; init; } = "session";

    /// <summary>Paths that nobody may read without a session.</summary>
    public IReadOnlyList<string> ClosedPaths { get; init; } = ["/status", "/settings"];

    /// <summary>The path that shows the settings that must outlast an outage; empty when there is none.</summary>
    public string SettingsPath { get; init; } = "/settings";

    /// <summary>Where an update image is uploaded, by POST with the image as body; empty when there is none.</summary>
    public string UpdatePath { get; init; } = "/update";
}

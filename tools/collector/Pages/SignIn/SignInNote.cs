namespace NanoAgent.Collector.Pages.SignIn;

/// <summary>What the sign-in page has to say about the attempt before.</summary>
internal enum SignInNote
{
    None,
    Wrong,
    Wait,
    BadSecret,
    BadPassword,
    BadName,
    ReservedName,
}

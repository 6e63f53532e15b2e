using System.Text.Encodings.Web;

namespace NanoAgent.Collector.Operators;

/// <summary>What the sign-in page has to say about the attempt before.</summary>
internal enum SignInNote
{
    None,
    Wrong,
    Wait,
    BadSecret,
    BadPassword,
    BadName,
}

/// <summary>The page on which operators sign in and out. No script, nothing from elsewhere.</summary>
internal static class SignInPage
{
    /// <summary>The page.</summary>
    /// <param name="note">About the attempt before.</param>
    /// <param name="name">Who is signed in, or null.</param>
    /// <param name="returnPath">Where to go afterwards; a path of ours.</param>
    /// <param name="field">Name of the antiforgery field.</param>
    /// <param name="token">Its value.</param>
    public static string Write(SignInNote note, string? name, string returnPath, string field, string token)
    {
        string hidden = $"""<input type="hidden" name="{Html(field)}" value="{Html(token)}">""";
        string query = "?" + OperatorSetup.ReturnParameter + "=" + Uri.EscapeDataString(returnPath);
        return $"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sign in: nanoAgent collector</title></head>
            <body>
            <main>
            <h1>nanoAgent collector</h1>
            {About(note)}
            {(name is null ? SignInForms(hidden, query) : SignOutForm(hidden, name, returnPath))}
            </main>
            </body>
            </html>
            """;
    }

    private static string SignInForms(string hidden, string query) => $"""
        <form method="post" action="{OperatorSetup.SignInPath}{query}">
        <h2>Sign in</h2>
        {hidden}
        <p><label for="name">Name</label> <input id="name" name="name" autocomplete="username" maxlength="{Account.MaxNameLength}" required></p>
        <p><label for="password">Password</label> <input id="password" name="password" type="password" autocomplete="current-password" maxlength="{Account.MaxPasswordLength}" required></p>
        <p><button type="submit">Sign in</button></p>
        </form>
        <form method="post" action="{OperatorSetup.SignInPath}/secret{query}">
        <h2>First time, or password lost</h2>
        <p>The one-time secret is printed by <code>nanoagent serve</code> at the first run, and by <code>nanoagent operators invite</code> or <code>reset</code> on the collector's machine.</p>
        {hidden}
        <p><label for="secret">One-time secret</label> <input id="secret" name="secret" autocomplete="off" maxlength="43" required></p>
        <p><label for="new-name">Your name (first run only)</label> <input id="new-name" name="name" autocomplete="username" maxlength="{Account.MaxNameLength}"></p>
        <p><label for="new-password">New password, {Account.MinPasswordLength} characters or more</label> <input id="new-password" name="password" type="password" autocomplete="new-password" minlength="{Account.MinPasswordLength}" maxlength="{Account.MaxPasswordLength}" required></p>
        <p><button type="submit">Set password</button></p>
        </form>
        """;

    private static string SignOutForm(string hidden, string name, string returnPath) => $"""
        <p>Signed in as {Html(name)}. <a href="{Html(returnPath)}">Go on</a></p>
        <form method="post" action="/signout">{hidden}<button type="submit">Sign out</button></form>
        """;

    private static string About(SignInNote note) => note switch
    {
        SignInNote.Wrong => Note("Name or password is wrong."),
        SignInNote.Wait => Note("Too many wrong attempts: wait a little and try again. A one-time secret is taken at any time."),
        SignInNote.BadSecret => Note("The one-time secret is unknown, used or expired."),
        SignInNote.BadPassword => Note($"A password has {Account.MinPasswordLength} to {Account.MaxPasswordLength} characters."),
        SignInNote.BadName => Note("At the first run, give the name under which your acts will stand in the audit trail."),
        _ => "",
    };

    private static string Note(string text) => $"""<p role="alert">{Html(text)}</p>""";

    private static string Html(string text) => HtmlEncoder.Default.Encode(text);
}

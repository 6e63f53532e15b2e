using NanoAgent.Collector.Devices;
using NanoAgent.Evidence;

namespace NanoAgent.Collector.Operators;

/// <summary>A person who may sign in.</summary>
/// <param name="Name">The name under which the person's acts stand in the audit trail: 1 to 64 characters.</param>
/// <param name="Roles">What the person may do.</param>
/// <param name="HasPassword">False until the one-time secret was used.</param>
/// <param name="MadeAt">Unix seconds.</param>
/// <param name="MadeBy">Who made the account.</param>
public sealed record Account(string Name, IReadOnlyList<Role> Roles, bool HasPassword, long MadeAt, string MadeBy)
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaxNameLength = 64;

    /// <summary>Shortest password, in characters (NIST SP 800-63B-4 §3.1.1.2 asks for 15 where it is the only factor).</summary>
    public const int MinPasswordLength = 15;

    /// <summary>Longest password, in characters: a bound on what is hashed.</summary>
    public const int MaxPasswordLength = 256;

    /// <summary>Who made the first operator, where the audit trail names who made an account.</summary>
    internal const string FirstRun = "first run";

    // Without blanks, as they are compared.
    private static readonly string[] _ownNames = [StateRows.Collector, FirstRun.Replace(" ", "", StringComparison.Ordinal)];

    /// <summary>Would that name look like the collector itself in the audit trail? Case, width, blanks, marks and what cannot be seen make no difference.</summary>
    public static bool IsReserved(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string letters = string.Concat(name.Select(Narrow).Where(char.IsLetterOrDigit));
        return _ownNames.Contains(letters, StringComparer.OrdinalIgnoreCase);
    }

    // ASCII as Japanese keyboards write it wide (Unicode, "Halfwidth and Fullwidth Forms").
    private static char Narrow(char letter) => letter is >= '\uFF01' and <= '\uFF5E' ? (char)(letter - '\uFF01' + '!') : letter;

    /// <summary>Can that be a name? A line that reads as it stands, no blanks around.</summary>
    public static bool IsName(string name) => name.Length is > 0 and <= MaxNameLength && name.Trim() == name && PlainLine.Is(name);

    /// <summary>May that be a password?</summary>
    public static bool IsPassword(string password) => password.Length is >= MinPasswordLength and <= MaxPasswordLength;
}

/// <summary>An operator's bearer token for the API, as it is listed: never the token itself.</summary>
/// <param name="Id">First 12 hexadecimal digits of its hash.</param>
/// <param name="Name">Whose it is; it may do what that operator may.</param>
/// <param name="Label">For what it was made.</param>
/// <param name="MadeAt">Unix seconds.</param>
/// <param name="ExpiresAt">Unix seconds.</param>
public sealed record ApiToken(string Id, string Name, string Label, long MadeAt, long ExpiresAt);

/// <summary>An act as it stands in the audit trail.</summary>
/// <param name="Id">Its number; later acts have greater ones.</param>
/// <param name="At">Unix seconds.</param>
/// <param name="Who">Who did it.</param>
/// <param name="Act">What was done.</param>
/// <param name="Target">To whom or what.</param>
/// <param name="Detail">Reason or particulars; never a secret.</param>
public sealed record AuditedAct(long Id, long At, string Who, string Act, string Target, string Detail);

/// <summary>How the use of a one-time secret ended.</summary>
public enum RedeemOutcome
{
    /// <summary>The password is set; the secret is used.</summary>
    Done,

    /// <summary>The secret is unknown, used or expired.</summary>
    BadSecret,

    /// <summary>The password is too short or too long.</summary>
    BadPassword,

    /// <summary>The first operator's name is none.</summary>
    BadName,

    /// <summary>The first operator's name would look like the collector itself.</summary>
    ReservedName,
}

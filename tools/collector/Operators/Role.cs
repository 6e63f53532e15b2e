namespace NanoAgent.Collector.Operators;

/// <summary>What an operator may do. Every role may also read; the others do not include each other.</summary>
public enum Role
{
    /// <summary>Reads.</summary>
    Viewer = 1,

    /// <summary>Acts on units: states, acknowledgements, keys, enrolment tokens.</summary>
    Operator = 2,

    /// <summary>Declares: records, confirmations, evidence packs.</summary>
    Declarant = 3,
}

/// <summary>Sets of roles as the database and the command line spell them.</summary>
public static class Roles
{
    /// <summary>Everything that there is: what the first operator gets.</summary>
    public static IReadOnlyList<Role> All { get; } = Enum.GetValues<Role>();

    /// <summary>The name of a role: <c>viewer</c>, <c>operator</c> or <c>declarant</c>.</summary>
    public static string Name(Role role) => role switch
    {
        Role.Viewer => "viewer",
        Role.Operator => "operator",
        Role.Declarant => "declarant",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "no role"),
    };

    /// <summary>Roles as text, separated by commas; the viewer, who is in every set, comes first.</summary>
    public static string Format(IEnumerable<Role> roles) => string.Join(',', roles.Append(Role.Viewer).Distinct().Order().Select(Name));

    /// <summary>Reads roles separated by commas.</summary>
    /// <param name="text">Such as <c>operator,declarant</c>.</param>
    /// <param name="roles">The roles, the viewer among them; empty when the text holds something else.</param>
    public static bool TryParse(string text, out IReadOnlyList<Role> roles)
    {
        string[] names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Role[] known = [.. All.Where(role => names.Contains(Name(role)))];
        bool isRead = names.Length > 0 && known.Length == names.Distinct().Count();
        roles = isRead ? [.. known.Append(Role.Viewer).Distinct().Order()] : [];
        return isRead;
    }
}

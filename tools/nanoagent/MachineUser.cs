using NanoAgent.Collector.Operators;

namespace NanoAgent.Tool;

/// <summary>Who acts on the collector's own machine without saying who it is: the machine's user.</summary>
internal static class MachineUser
{
    /// <summary>The name under which that user's acts stand in the audit trail.</summary>
    public static string Name => NameOf(Environment.UserName);

    /// <summary>A user whom the machine calls as the collector calls itself must not look like it.</summary>
    internal static string NameOf(string user) => Account.IsReserved(user) ? "user " + user : user;
}

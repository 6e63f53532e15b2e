using System.Reflection;

namespace NanoAgent.Tests.Virtual;

/// <summary>A part of a board that answers member by member as a script says, and breaks down at every other member.</summary>
internal class Scripted : DispatchProxy
{
    private Dictionary<string, Func<object?[], object?>> _script = [];

    /// <summary>Makes a part.</summary>
    /// <param name="script">For each member's name what it answers, given its arguments.</param>
    public static T Of<T>(Dictionary<string, Func<object?[], object?>> script)
        where T : class
    {
        T part = Create<T, Scripted>();
        ((Scripted)(object)part)._script = script;
        return part;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        string member = targetMethod!.Name.Replace("get_", "", StringComparison.Ordinal);
        return _script.TryGetValue(member, out Func<object?[], object?>? answer) ? answer(args ?? []) : throw new NotSupportedException($"{targetMethod.DeclaringType!.Name}.{member}");
    }
}

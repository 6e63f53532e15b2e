namespace System.Diagnostics;

[AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
public sealed class ConditionalAttribute : Attribute
{
    public string ConditionString => throw null;
    public ConditionalAttribute(string conditionString) => throw null;
}

public static class Debug
{
    public static void Assert(bool condition) => throw null;
    public static void Assert(bool condition, string message) => throw null;
    public static void Assert(bool condition, string message, string detailedMessage) => throw null;
    public static void Write(string message) => throw null;
    public static void WriteLine() => throw null;
    public static void WriteLine(string message) => throw null;
}

[AttributeUsage(AttributeTargets.All)]
public sealed class DebuggableAttribute : Attribute
{
    public enum DebuggingModes
    {
        None = 0,
        Default = 1,
        DisableOptimizations = 256,
        IgnoreSymbolStoreSequencePoints = 2,
        EnableEditAndContinue = 4,
    }

    public bool IsJITTrackingEnabled => throw null;
    public bool IsJITOptimizerDisabled => throw null;
    public DebuggableAttribute.DebuggingModes DebuggingFlags => throw null;
    public DebuggableAttribute(bool isJITTrackingEnabled, bool isJITOptimizerDisabled) => throw null;
    public DebuggableAttribute(DebuggableAttribute.DebuggingModes modes) => throw null;
}

public static class Debugger
{
    public static bool IsAttached => throw null;
    public static void Break() => throw null;
}

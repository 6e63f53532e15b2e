namespace NanoAgent.Tool;

/// <summary>Ends a command with one clear line for the person and the exit code that belongs to it.</summary>
public sealed class ToolException : Exception
{
    private ToolException(int exitCode, string message, string? hint, Exception? inner)
        : base(message, inner)
    {
        ExitCode = exitCode;
        Hint = hint;
    }

    /// <summary>The exit code (<see cref="Tool.ExitCode"/>).</summary>
    public int ExitCode { get; }

    /// <summary>What to do about it, or null.</summary>
    public string? Hint { get; }

    /// <summary>The answer is no.</summary>
    public static ToolException No(string message, string? hint = null) => new(Tool.ExitCode.No, message, hint, null);

    /// <summary>Wrong use, or input that cannot be read.</summary>
    public static ToolException WrongUse(string message, string? hint = null) => new(Tool.ExitCode.WrongUse, message, hint, null);

    /// <summary>A value that a library does not take, in its words but for the parameter's name, which is for programmers.</summary>
    public static ToolException WrongUse(ArgumentException refused) => WrongUse(refused.Message.Split(" (Parameter '")[0].ReplaceLineEndings(" "));

    /// <summary>The environment failed.</summary>
    public static ToolException Environment(string message, string? hint = null, Exception? inner = null) => new(Tool.ExitCode.Environment, message, hint, inner);
}

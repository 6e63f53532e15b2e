namespace NanoAgent.Tool;

/// <summary>What the tool's exit code says.</summary>
public static class ExitCode
{
    /// <summary>Good.</summary>
    public const int Good = 0;

    /// <summary>The answer is no: refused, not satisfied, altered, not authenticated.</summary>
    public const int No = 1;

    /// <summary>Wrong use, or input that cannot be read.</summary>
    public const int WrongUse = 2;

    /// <summary>The environment failed: port busy, folder read-only, collector down.</summary>
    public const int Environment = 3;
}

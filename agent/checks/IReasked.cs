namespace NanoAgent.Checks;

/// <summary>A probe whose answer hangs on more than the firmware's version.</summary>
public interface IReasked
{
    /// <summary>A short text that changes when the probe must be asked again: at most 32 printable ASCII characters. Reads only.</summary>
    string Mark(CheckContext context);
}

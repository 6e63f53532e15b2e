namespace NanoAgent.Keeping;

/// <summary>Causes a real refused log-in, so that the firmware's own way to the log is what a probe sees.</summary>
public interface IProvoker
{
    /// <summary>Tries to log in and is refused.</summary>
    /// <returns>False when no attempt was looked at.</returns>
    bool ProvokeRefusal(string account, string secret);
}

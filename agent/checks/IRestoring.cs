namespace NanoAgent.Checks;

/// <summary>A probe that changes something for a while, so that a power cut may find it changed.</summary>
public interface IRestoring
{
    /// <summary>Puts back what an interrupted run left changed; does nothing when nothing was. Called at every wake-up, whatever the policy says.</summary>
    void Restore(CheckContext context);
}

using NanoAgent.Board;

namespace NanoAgent.Keeping;

/// <summary>The samples that the vendor signed for this release; read when asked for, so that they cost no RAM at rest.</summary>
public interface IUpdateSamples
{
    /// <summary>The sample, at most 2,048 bytes, or null.</summary>
    byte[] Sample(UpdateSample kind);
}

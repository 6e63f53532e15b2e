namespace NanoAgent.Checks;

/// <summary>Takes the credential tags of a cycle, which go to the collector apart from the token and are never published.</summary>
public interface ITagSink
{
    /// <summary>Takes one tag. The same name again replaces the earlier tag.</summary>
    /// <param name="name">The credential's public name.</param>
    /// <param name="tag">32 bytes; the sink keeps the array.</param>
    void Add(string name, byte[] tag);
}

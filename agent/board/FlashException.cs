using System;

namespace NanoAgent.Board;

/// <summary>The medium failed or is full. Parts of the agent carry on without the write and say so.</summary>
public class FlashException : Exception
{
    /// <summary>Makes one with a message.</summary>
    public FlashException(string message) : base(message)
    {
    }
}

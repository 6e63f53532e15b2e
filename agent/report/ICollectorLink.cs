using NanoAgent.Attestation.Token;

namespace NanoAgent.Report;

/// <summary>The way to the collector: one request at a time over a connection whose server was verified.</summary>
/// <remarks>One implementation per platform. Called from the agent's thread; a request may take up to 30 s.</remarks>
public interface ICollectorLink
{
    /// <summary>Posts a body and waits for the answer.</summary>
    /// <param name="path">Path below the collector's address, such as <c>/v1/challenges</c>.</param>
    /// <param name="contentType">The body's media type.</param>
    /// <param name="bearer">A token for the Authorization header, or null for none.</param>
    /// <param name="body">Written piece by piece, so that nobody holds it whole; its length goes ahead as Content-Length.</param>
    /// <param name="answer">The answer's body, at most 4,096 bytes; empty when there was none.</param>
    /// <returns>The HTTP status, or 0 when no answer came: then it is not known whether the collector got it.</returns>
    int Post(string path, string contentType, string bearer, IFragment body, out byte[] answer);
}

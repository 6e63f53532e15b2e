namespace NanoAgent.Following;

/// <summary>What a collector shows to everybody. One implementation per platform; called from the agent's thread, a request may take up to 30 s.</summary>
public interface ICollectorPages
{
    /// <summary>Gets a page over a channel of its own.</summary>
    /// <param name="address">The collector's, without a path; whatever is no https address that the board can reach is answered with null.</param>
    /// <param name="pin">The authority that must have issued its certificate: DER in base64url; whatever is none is answered with null.</param>
    /// <param name="path">Such as <c>/v1/pins</c>.</param>
    /// <returns>The body, at most 4,096 characters of ASCII; null when there was no answer, another status than 200, or another authority.</returns>
    string Get(string address, string pin, string path);
}

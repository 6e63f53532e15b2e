using NanoAgent.Board;

namespace NanoAgent.Checks;

/// <summary>A short text that changes when somebody changes a credential; the probe account, which the agent itself changes, left out.</summary>
internal static class CredentialMark
{
    /// <summary>Number of credentials, and the sum of their generations with the place as weight.</summary>
    public static string Of(ICredentials credentials)
    {
        if (credentials == null || credentials.Presence != Presence.Present)
        {
            return "none";
        }

        uint sum = 0;

        for (int i = 0; i < credentials.Count; i++)
        {
            ICredential credential = credentials.At(i);
            sum = (31 * sum) + (credential.IsProbeAccount ? 0 : credential.Generation);
        }

        return credentials.Count.ToString() + "." + sum.ToString();
    }
}

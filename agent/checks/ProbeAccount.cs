using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Checks;

/// <summary>The account without rights that probes use, so that they never lock a person out.</summary>
internal static class ProbeAccount
{
    /// <summary>The probe account's credential, or null when there is none or its value is not known to the agent.</summary>
    public static ICredential Of(IBoard board)
    {
        ICredentials credentials = board.Credentials;

        if (credentials == null || credentials.Presence != Presence.Present)
        {
            return null;
        }

        for (int i = 0; i < credentials.Count; i++)
        {
            ICredential credential = credentials.At(i);

            if (credential.IsProbeAccount && credential.ProbeValue != null)
            {
                return credential;
            }
        }

        return null;
    }

    /// <summary>Ends every lock-out of it that an interrupted probe left, so that the next one is not taken for an attack.</summary>
    public static void Forgive(IBoard board)
    {
        IServices services = board.Services;

        if (services != null && services.Presence == Presence.Present)
        {
            for (int i = 0; i < services.Count; i++)
            {
                services.At(i).ForgiveProbe();
            }
        }
    }
}

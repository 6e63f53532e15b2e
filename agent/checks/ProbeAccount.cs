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

    /// <summary>The first service that takes credentials, or null.</summary>
    public static IService DoorOf(IBoard board)
    {
        IServices services = board.Services;

        if (services == null || services.Presence != Presence.Present)
        {
            return null;
        }

        for (int i = 0; i < services.Count; i++)
        {
            if (services.At(i).RequiresAuthentication == Answer.Yes)
            {
                return services.At(i);
            }
        }

        return null;
    }
}

using NanoAgent.Board;

namespace NanoAgent.Checks;

/// <summary>What must stay the same for a probe's finding to be repeated: the firmware version and the credentials' generations.</summary>
internal static class Fingerprint
{
    /// <summary>At most 48 characters without separators.</summary>
    public static string Of(IBoard board)
    {
        uint generations = 0;
        ICredentials credentials = board.Credentials;

        if (credentials != null && credentials.Presence == Presence.Present)
        {
            for (int i = 0; i < credentials.Count; i++)
            {
                // The probe account changes with every probe of credential-change, and nobody's access depends on it.
                if (!credentials.At(i).IsProbeAccount)
                {
                    generations = (generations * 31) + credentials.At(i).Generation;
                }
            }
        }

        return board.Identity.FirmwareVersion + "/" + generations.ToString();
    }
}

using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Checks;

/// <summary>Is any credential of the unit a known default of the platform or the trade?</summary>
public sealed class DefaultCredentialsCheck : ICheck, IReasked
{
    private const string Order = CheckReasons.KnownDefault + "," + CheckReasons.DerivedDefault;

    private readonly string _more;

    /// <summary>Makes the check.</summary>
    /// <param name="moreDefaults">Further known defaults, such as those of the vendor's older products: one a line, lines ended by '\n'. Null for none.</param>
    public DefaultCredentialsCheck(string moreDefaults)
    {
        _more = moreDefaults ?? "";
    }

    /// <inheritdoc/>
    public string Id => CheckIds.DefaultCredentials;

    /// <inheritdoc/>
    public Intrusion Intrusion => Intrusion.Probes;

    /// <inheritdoc/>
    public string Mark(CheckContext context) => CredentialMark.Of(context.Board.Credentials);

    /// <inheritdoc/>
    public Finding Run(CheckContext context)
    {
        ICredentials credentials = context.Board.Credentials;
        Finding without = Answers.WithoutPart(Id, credentials);

        if (without != null)
        {
            return without;
        }

        var tally = new Tally(Id, Order);
        int tried = 0;
        int guesses = 0;

        for (int i = 0; i < credentials.Count; i++)
        {
            ICredential credential = credentials.At(i);

            // A certificate has no value that a person could guess.
            if (credential.Kind != CredentialKind.Certificate)
            {
                tried++;
                Try(credential, context.Board.Identity, tally, ref guesses);
            }
        }

        tally.Facts.Add("credentials", tried);
        tally.Facts.Add("guesses", guesses);
        return tried == 0 ? Answers.NothingToCheck(Id, null) : tally.Finish(Basis.Probed, Reasons.Holds);
    }

    private void Try(ICredential credential, IIdentity identity, Tally tally, ref int guesses)
    {
        // The first value that opens decides a credential, as does the first one that cannot be asked.
        bool goOn = TryLines(credential, KnownDefaults.Lines, CheckReasons.KnownDefault, tally, ref guesses)
            && TryLines(credential, _more, CheckReasons.KnownDefault, tally, ref guesses);

        if (goOn)
        {
            TryLines(credential, KnownDefaults.Derived(identity, credential.Name), CheckReasons.DerivedDefault, tally, ref guesses);
        }
    }

    private static bool TryLines(ICredential credential, string lines, string reason, Tally tally, ref int guesses)
    {
        for (int start = 0; start < lines.Length;)
        {
            string guess = KnownDefaults.LineAt(lines, start, out start);
            Attempt attempt = credential.Guess(guess);
            guesses++;

            if (attempt != Attempt.Refused)
            {
                Note(attempt, reason, credential.Name, tally);
                return false;
            }
        }

        return true;
    }

    private static void Note(Attempt attempt, string reason, string name, Tally tally)
    {
        if (attempt == Attempt.Accepted)
        {
            tally.Bad(reason, Basis.Probed, name);
        }
        else if (attempt == Attempt.Throttled)
        {
            tally.Missed(CheckReasons.Throttled);
        }
        else if (attempt == Attempt.Unreachable)
        {
            tally.Missed(Reasons.Unreachable);
        }
        else
        {
            tally.Unknown();
        }
    }
}

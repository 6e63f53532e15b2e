using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Board;

namespace NanoAgent.Report;

// What comes before a report: enrolment, and the nonce under which the next observation is made.
public sealed partial class ReportClient
{
    /// <summary>Enrols this unit's key, with proof of possession. May be repeated: the collector answers as it did first.</summary>
    /// <param name="enrolmentToken">The one-time token.</param>
    public DeliveryOutcome Enrol(string enrolmentToken)
    {
        string nonce = Challenge();

        if (nonce == null)
        {
            return DeliveryOutcome.Unreachable;
        }

        IIdentity identity = _board.Identity;

        if (!EnrolmentWriter.TryWrite(_signer, _state.Audience, nonce, identity.Ueid, identity.Model, identity.IsVirtual, out byte[] jws))
        {
            return DeliveryOutcome.SignerFault;
        }

        int status = Post("/v1/enrolments", "application/jose", enrolmentToken, new ByteFragment(jws), out byte[] body);
        CollectorAnswer answer = AnswerReader.Read(body);

        if (status != Ok && status != Created)
        {
            return Refused(status, answer);
        }

        Remember(answer);
        return DeliveryOutcome.Delivered;
    }

    /// <summary>
    /// A nonce for the observation that is about to be made: the one that rode on the last answer, or a challenge. Only an
    /// observation made under it may be delivered as live.
    /// </summary>
    /// <returns>The nonce, or null when the collector did not answer.</returns>
    public string TakeNonce()
    {
        string stored = _state.Nonce;

        if (stored == null)
        {
            return Challenge();
        }

        // Used up from here on, whatever comes of it: a nonce serves one report.
        _state.Nonce = null;
        return stored;
    }

    private string Challenge()
    {
        byte[] body = Ascii.Bytes("{\"kid\":\"" + _signer.KeyId + "\"}");
        int status = Post("/v1/challenges", "application/json", null, new ByteFragment(body), out byte[] text);
        CollectorAnswer answer = status == Ok ? AnswerReader.Read(text) : null;

        if (answer == null || !Profile.IsNonce(answer.Nonce) || !Profile.IsName(answer.Audience, Profile.MaxAudienceLength))
        {
            return null;
        }

        _state.Audience = answer.Audience;
        return answer.Nonce;
    }
}

using System.Collections;
using NanoAgent.Attestation.Token;
using NanoAgent.Checks;

namespace NanoAgent.Report;

// Credential tags go apart from the token, and ahead of the report of the observation that made them. Once that
// report has its receipt the check is not asked again, so by then the tags must have arrived.
public sealed partial class ReportClient : ITagSink
{
    private const int Conflict = 409;

    // Null until there are some, and again once they have arrived: a unit rarely has any.
    private ArrayList _tagNames;
    private ArrayList _tags;

    /// <summary>Name of the batch under whose key tags are made: a-z, 0-9 and hyphen, 1 to 32 characters. Set before tags are added.</summary>
    public string TagBatch { get; set; }

    /// <inheritdoc/>
    public void Add(string name, byte[] tag)
    {
        if (_tags == null)
        {
            _tagNames = new ArrayList();
            _tags = new ArrayList();
        }

        int at = _tagNames.IndexOf(name);

        if (at >= 0)
        {
            _tags[at] = tag;
            return;
        }

        _tagNames.Add(name);
        _tags.Add(tag);
    }

    private DeliveryOutcome SendTags()
    {
        if (_tags == null)
        {
            return DeliveryOutcome.Delivered;
        }

        string nonce = Challenge();

        if (nonce == null)
        {
            return DeliveryOutcome.Unreachable;
        }

        string[] names = (string[])_tagNames.ToArray(typeof(string));
        byte[][] tags = (byte[][])_tags.ToArray(typeof(byte[]));

        if (!TagsWriter.TryWrite(_signer, _state.Audience, nonce, _board.Identity.Ueid, TagBatch, names, tags, out byte[] jws))
        {
            return DeliveryOutcome.SignerFault;
        }

        int status = Post("/v1/tags", "application/jose", null, new ByteFragment(jws), out _);

        // A nonce may have been overtaken; every other refusal is final, and the report says itself what is wrong with the unit.
        if (MayBeTakenLater(status) || status == Conflict)
        {
            return DeliveryOutcome.Unreachable;
        }

        _tagNames = null;
        _tags = null;
        return DeliveryOutcome.Delivered;
    }
}

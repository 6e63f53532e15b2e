using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;

namespace NanoAgent.Checks;

/// <summary>All that a check may use in one run.</summary>
public sealed class CheckContext
{
    /// <summary>Makes the context of one cycle.</summary>
    public CheckContext(IBoard board, IMemory memory, TokenSigner signer, byte[] tagKey, ITagSink tags)
    {
        Board = board;
        Memory = memory;
        Signer = signer;
        TagKey = tagKey;
        Tags = tags;
    }

    /// <summary>The board under question.</summary>
    public IBoard Board { get; }

    /// <summary>What earlier cycles and boots left behind for this check.</summary>
    public IMemory Memory { get; }

    /// <summary>The unit's signer, for the identity check; null when the unit has no key.</summary>
    public TokenSigner Signer { get; }

    /// <summary>The collector's tag key of this batch, or null when it gave none.</summary>
    public byte[] TagKey { get; }

    /// <summary>Where credential tags go, or null when nobody takes them.</summary>
    public ITagSink Tags { get; }

    /// <summary>Does the local policy let erasure run on the real stores, where the board would? No unless set: it ends the unit's life in the field.</summary>
    public bool MayEraseRealStores { get; set; }
}

using NanoAgent.Attestation.Claims;

namespace NanoAgent.Board;

/// <summary>What the firmware said to an update image.</summary>
public enum UpdateVerdict
{
    /// <summary>It cannot be told.</summary>
    Unknown = 0,

    /// <summary>Accepted: it would become the running version.</summary>
    Accepted = 1,

    /// <summary>Refused: not signed by the vendor's update key. On a sample that must be genuinely signed this says that the sample is spoilt.</summary>
    BadSignature = 2,

    /// <summary>Refused: the content differs from what was signed.</summary>
    BadDigest = 3,

    /// <summary>Refused: shorter or longer than its manifest says.</summary>
    WrongLength = 4,

    /// <summary>Refused: larger than the slot.</summary>
    TooLarge = 5,

    /// <summary>Refused: for another model.</summary>
    WrongModel = 6,

    /// <summary>Refused: older than the running version.</summary>
    TooOld = 7,

    /// <summary>Refused: no image at all.</summary>
    Malformed = 8,

    /// <summary>The mechanism failed (flash full, out of memory); says nothing about the image.</summary>
    Failed = 9,
}

/// <summary>Samples that a vendor signs once per release and ships with the firmware, so that the gate can be probed on the unit.</summary>
public enum UpdateSample
{
    /// <summary>A genuine, newer, small image that the gate must accept.</summary>
    Genuine = 0,

    /// <summary>Genuinely signed, for another model.</summary>
    WrongModel = 1,

    /// <summary>Genuinely signed, older than the running version.</summary>
    Older = 2,

    /// <summary>Genuinely signed, its stated length beyond the slot.</summary>
    Oversized = 3,

    /// <summary>Well-formed, signed by a key that is not the vendor's.</summary>
    WrongKey = 4,
}

/// <summary>The firmware's update mechanism. Missing on stock nanoFramework v1.</summary>
public interface IUpdateMechanism : IPart
{
    /// <summary>
    /// Gives an image to the mechanism as if it had just been downloaded, lets it decide, and discards it: nothing is
    /// activated and the running version stays. Up to 10 s; writes the inactive slot at most once.
    /// </summary>
    /// <param name="image">The image; only the first <paramref name="length"/> bytes count.</param>
    /// <param name="length">Bytes, 0 or more.</param>
    UpdateVerdict Rehearse(byte[] image, int length);

    /// <summary>A sample of the vendor's, at most 2,048 bytes, or null when the firmware carries none of that kind.</summary>
    byte[] Sample(UpdateSample kind);

    /// <summary>SHA-256 of the running version as it lies in flash, 32 bytes; read anew at each call. Null when the board cannot read it.</summary>
    byte[] RunningDigest();

    /// <summary>Is the previous version kept, so that an interrupted update still starts?</summary>
    Answer KeepsPrevious { get; }

    /// <summary>Can all security-relevant software be updated (No: for example application assemblies only, firmware excluded)?</summary>
    Answer CoversFirmware { get; }

    /// <summary>Does the firmware look for updates by itself, or tell the user?</summary>
    Answer LooksForUpdates { get; }
}

namespace NanoAgent.Attestation.Claims;

/// <summary>Yes, no, or don't know. Unknown is the default and never counts as good.</summary>
public enum Answer
{
    /// <summary>Not known, or not observable from where the question was asked.</summary>
    Unknown = 0,

    /// <summary>Known not to be so.</summary>
    No = 1,

    /// <summary>Known to be so.</summary>
    Yes = 2,
}

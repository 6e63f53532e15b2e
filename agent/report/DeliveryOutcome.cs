namespace NanoAgent.Report;

/// <summary>How delivering ended.</summary>
public enum DeliveryOutcome
{
    /// <summary>Not known: nothing was tried.</summary>
    Unknown = 0,

    /// <summary>Nothing waits any more.</summary>
    Delivered = 1,

    /// <summary>The collector did not answer, or cannot take reports now; what waits is kept. Try again after <see cref="Backoff"/>.</summary>
    Unreachable = 2,

    /// <summary>The collector does not know this key: enrol.</summary>
    NeedsEnrolment = 3,

    /// <summary>The collector does not trust this key any more. Only people can change that.</summary>
    Revoked = 4,

    /// <summary>The signer found its own result wrong, or did not answer. Nothing was sent.</summary>
    SignerFault = 5,

    /// <summary>An enrolment was refused; see <see cref="ReportClient.LastRefusal"/>.</summary>
    Refused = 6,

    /// <summary>Memory ran out more than once, also for the smallest step; what waits is kept. Try again after <see cref="Backoff"/>.</summary>
    OutOfMemory = 7,
}

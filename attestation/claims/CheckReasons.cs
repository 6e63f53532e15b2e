namespace NanoAgent.Attestation.Claims;

/// <summary>Reason codes of single checks, beside the shared <see cref="Reasons"/>. agent/DESIGN.md says when each is given.</summary>
public static class CheckReasons
{
    /// <summary>The firmware says so, and nothing could be read or tried (success on basis declared).</summary>
    public const string Declared = "declared";

    /// <summary>The genuine control of a probe was not accepted, so that refusals would mean nothing.</summary>
    public const string NoControl = "no-control";

    /// <summary>The door was still throttled from before, so that nothing was looked at.</summary>
    public const string Throttled = "throttled";

    /// <summary>default-credentials: a credential opens with a known default.</summary>
    public const string KnownDefault = "known-default";

    /// <summary>default-credentials: a credential opens with a value derived from the model, the firmware's name or the UEID.</summary>
    public const string DerivedDefault = "derived-default";

    /// <summary>credentials-unique: several units share a factory-set value, by the firmware's own words.</summary>
    public const string SharedValue = "shared-value";

    /// <summary>credentials-unique: declared the unit's own, and a tag of each was handed over for comparison with other units.</summary>
    public const string Tagged = "tagged";

    /// <summary>credential-change: a credential that nobody can change.</summary>
    public const string CannotChange = "cannot-change";

    /// <summary>credential-change: the change itself was refused.</summary>
    public const string ChangeRefused = "change-refused";

    /// <summary>credential-change: the new value does not open.</summary>
    public const string NewRefused = "new-refused";

    /// <summary>credential-change: the old value still opens.</summary>
    public const string OldAccepted = "old-accepted";

    /// <summary>credential-change: the generation counter did not move; event-log: the event was not counted.</summary>
    public const string NotCounted = "not-counted";

    /// <summary>credential-change: the value that stood before could not be put back.</summary>
    public const string NotRestored = "not-restored";

    /// <summary>access-control: a service lets in who has no credential.</summary>
    public const string OpensWithout = "opens-without";

    /// <summary>access-control: a service lets in who has a wrong credential.</summary>
    public const string OpensToWrong = "opens-to-wrong";

    /// <summary>access-control, brute-force: every service is declared to be open on purpose.</summary>
    public const string DeclaredOpen = "declared-open";

    /// <summary>brute-force: all attempts were answered at full speed.</summary>
    public const string NotSlowed = "not-slowed";

    /// <summary>brute-force: the true value opens during lock-out, so that guessing goes on.</summary>
    public const string OpensWhenLocked = "opens-when-locked";

    /// <summary>brute-force: guessing locks the owner out.</summary>
    public const string LocksOwnerOut = "locks-owner-out";

    /// <summary>brute-force: a reboot clears the lock-out.</summary>
    public const string ForgetsOnReboot = "forgets-on-reboot";

    /// <summary>update-mechanism, update-verification: a genuine image is refused.</summary>
    public const string GenuineRefused = "genuine-refused";

    /// <summary>update-mechanism: the previous version is not kept, so that an interrupted update may not start.</summary>
    public const string NoFallback = "no-fallback";

    /// <summary>update-verification: an image of which one bit was changed is accepted.</summary>
    public const string AcceptsChanged = "accepts-changed";

    /// <summary>update-verification: an image signed with another key is accepted.</summary>
    public const string AcceptsWrongKey = "accepts-wrong-key";

    /// <summary>update-verification: a truncated image is accepted.</summary>
    public const string AcceptsTruncated = "accepts-truncated";

    /// <summary>update-verification: an image larger than the slot is accepted.</summary>
    public const string AcceptsOversized = "accepts-oversized";

    /// <summary>update-verification: an image for another model is accepted.</summary>
    public const string AcceptsWrongModel = "accepts-wrong-model";

    /// <summary>update-verification: an older image is accepted.</summary>
    public const string AcceptsOlder = "accepts-older";

    /// <summary>update-mechanism, update-verification: the running version changed under the rehearsal.</summary>
    public const string RunningChanged = "running-changed";

    /// <summary>update-channel, transport-security: a connection without TLS.</summary>
    public const string Plain = "plain";

    /// <summary>update-channel, transport-security: TLS whose server is not verified.</summary>
    public const string Unverified = "unverified";

    /// <summary>update-channel, transport-security: TLS below 1.2 is allowed.</summary>
    public const string OldTls = "old-tls";

    /// <summary>update-channel, transport-security: the trust anchor has expired.</summary>
    public const string CaExpired = "ca-expired";

    /// <summary>update-channel, transport-security: connected although the trust anchor did not issue the certificate.</summary>
    public const string AcceptsWrongCa = "accepts-wrong-ca";

    /// <summary>update-channel, transport-security: connected although the certificate is for another host.</summary>
    public const string AcceptsWrongHost = "accepts-wrong-host";

    /// <summary>storage-protection: a plain read brings a secret out in clear.</summary>
    public const string Readable = "readable";

    /// <summary>storage-protection: a secret lies in clear in plain flash.</summary>
    public const string ClearInFlash = "clear-in-flash";

    /// <summary>interfaces: a port is in use that is not declared.</summary>
    public const string UndeclaredPort = "undeclared-port";

    /// <summary>interfaces: the access point is on and not declared.</summary>
    public const string UndeclaredSoftAp = "undeclared-soft-ap";

    /// <summary>interfaces: SmartConfig provisioning is on.</summary>
    public const string SmartConfig = "smart-config";

    /// <summary>interfaces: Bluetooth is on and not declared.</summary>
    public const string UndeclaredBluetooth = "undeclared-bluetooth";

    /// <summary>debug-interface: a debugger is attached.</summary>
    public const string Attached = "attached";

    /// <summary>debug-interface: the Wire Protocol answers.</summary>
    public const string WireProtocol = "wire-protocol";

    /// <summary>debug-interface: JTAG is open.</summary>
    public const string Jtag = "jtag";

    /// <summary>debug-interface: not a release build.</summary>
    public const string DebugBuild = "debug-build";

    /// <summary>outage-recovery: a power cut during a write loses or mixes values.</summary>
    public const string Torn = "torn";

    /// <summary>outage-recovery: after a reboot the settings differ, and nobody changed them.</summary>
    public const string ChangedByItself = "changed-by-itself";

    /// <summary>outage-recovery: after a reboot the settings' generation is an earlier one.</summary>
    public const string WentBack = "went-back";

    /// <summary>outage-recovery: after a reboot the factory defaults are in force, and nobody asked for them.</summary>
    public const string FellToDefaults = "fell-to-defaults";

    /// <summary>erasure: the erase function reported a failure.</summary>
    public const string EraseFailed = "erase-failed";

    /// <summary>erasure: a marker is still readable afterwards.</summary>
    public const string LeftReadable = "left-readable";

    /// <summary>erasure: the factory's defaults are not back.</summary>
    public const string DefaultsNotBack = "defaults-not-back";

    /// <summary>erasure: the identity key is still there.</summary>
    public const string KeyNotDestroyed = "key-not-destroyed";

    /// <summary>event-log: the event is not in the log.</summary>
    public const string NotLogged = "not-logged";

    /// <summary>event-log: the attempted secret is in the log.</summary>
    public const string LeaksSecret = "leaks-secret";

    /// <summary>event-log: entries are not chained, so that a change goes unnoticed.</summary>
    public const string NotChained = "not-chained";

    /// <summary>event-log: the chain is broken.</summary>
    public const string ChainBroken = "chain-broken";

    /// <summary>event-log: the count is lower than it was.</summary>
    public const string Shrank = "shrank";

    /// <summary>event-log: an event of an earlier boot is gone although there was room for it.</summary>
    public const string LostOnReboot = "lost-on-reboot";

    /// <summary>event-log: it grows without bound.</summary>
    public const string NotBounded = "not-bounded";

    /// <summary>event-log: entries carry neither time nor the mark that there was none.</summary>
    public const string NotTimed = "not-timed";

    /// <summary>identity: the UEID is not of the form that the profile asks for.</summary>
    public const string MalformedUeid = "malformed-ueid";

    /// <summary>identity: the UEID is another than the one remembered.</summary>
    public const string UeidChanged = "ueid-changed";

    /// <summary>identity: the key is another than the one remembered.</summary>
    public const string KeyChanged = "key-changed";

    /// <summary>identity: what the signer signs does not verify with its public key.</summary>
    public const string KeyMismatch = "key-mismatch";

    /// <summary>identity: the key is published as an example or a test key.</summary>
    public const string PublishedKey = "published-key";

    /// <summary>identity: UEID or key derived from something public, or shared with other units.</summary>
    public const string DerivedIdentity = "derived-identity";

    /// <summary>software-inventory: a component without a version.</summary>
    public const string NoVersion = "no-version";

    /// <summary>randomness: the source repeats a value too often (SP 800-90B §4.4.1), or gives the same block twice.</summary>
    public const string Stuck = "stuck";

    /// <summary>randomness: one value, or one step, comes too often (SP 800-90B §4.4.2).</summary>
    public const string Biased = "biased";

    /// <summary>randomness: the radio that feeds the source is off.</summary>
    public const string NoiseOff = "noise-off";

    /// <summary>clock: never set since boot.</summary>
    public const string NotSet = "not-set";

    /// <summary>clock: set to a time that cannot be now.</summary>
    public const string Implausible = "implausible";

    /// <summary>secure-boot, flash-encryption, anti-rollback: off.</summary>
    public const string Off = "off";

    /// <summary>flash-encryption: on, but in development mode, so that the flash can be rewritten in clear.</summary>
    public const string DevelopmentMode = "development-mode";

    /// <summary>support-period: it is over.</summary>
    public const string Over = "over";
}

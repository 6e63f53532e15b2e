using NanoAgent.Attestation.Claims;

namespace NanoAgent.Board;

/// <summary>The function that erases user data before disposal or resale.</summary>
public interface IEraser : IPart
{
    /// <summary>Stores that hold what must be erased (settings, credentials, log, user files, identity key): how many, 0 to 16.</summary>
    int StoreCount { get; }

    /// <summary>A public name of the store: a-z, 0-9 and hyphens, at most 24 characters.</summary>
    string StoreName(int store);

    /// <summary>Does the board let the erase function run on the real stores? Otherwise everything here works on a scratch area of the same kind.</summary>
    bool OnRealStores { get; }

    /// <summary>Plants a marker in the store in the firmware's own way.</summary>
    /// <returns>False when the store took none.</returns>
    bool Plant(int store, byte[] marker);

    /// <summary>Looks for the marker in the store's raw bytes.</summary>
    Answer Find(int store, byte[] marker);

    /// <summary>Runs the erase function, as a person would. Up to 10 s.</summary>
    /// <returns>False when it reported a failure.</returns>
    bool Erase();

    /// <summary>After <see cref="Erase"/>: are the factory's defaults back?</summary>
    Answer DefaultsRestored { get; }

    /// <summary>After <see cref="Erase"/>: is the (scratch) identity key gone?</summary>
    Answer IdentityKeyDestroyed { get; }
}

using System.Security.Cryptography;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Collector.Storage;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;

namespace NanoAgent.Collector.Keys.Pkcs11;

/// <summary>A PKCS#11 token with keys of the collector: opened when first needed, and anew after a failure. Thread-safe.</summary>
/// <param name="address">Which token.</param>
/// <param name="clock">Its time.</param>
internal sealed class KeyToken(TokenAddress address, TimeProvider clock) : IDisposable
{
    private const int SignatureBytes = 64;
    private const int MostTries = 3;

    private readonly Lock _gate = new();
    private TokenConnection? _connection;
    private string? _refusedPin;

    /// <summary>Signs a SHA-256 digest.</summary>
    /// <exception cref="StoreUnavailableException">The token is gone, refuses the PIN or the signature, or does not hold the key.</exception>
    public byte[] Sign(TokenKeyName key, byte[] digest) =>
        Use(connection => connection.Sign(key, digest)) is { Length: SignatureBytes } signature
            ? signature
            : throw new StoreUnavailableException($"the token {address.Name} holds no key {key.Label} with id {Convert.ToHexStringLower(key.Id)}");

    /// <summary>Takes the key of a label that is in the token and not in use yet, and makes one when there is none.</summary>
    /// <param name="label">The label.</param>
    /// <param name="isKnown">Is that key in use, or was it?</param>
    /// <exception cref="StoreUnavailableException">The token is gone, refuses the PIN or the key; or holds several, and which is meant nobody knows.</exception>
    public (TokenKeyName Name, PublicKey Key) TakeOrMake(string label, Func<PublicKey, bool> isKnown) => Use(connection =>
    {
        (TokenKeyName Name, PublicKey Key)[] found = [.. connection.Find(label).Where(pair => !isKnown(pair.Key))];

        if (found.Length == 0)
        {
            connection.Make(label);
            found = [.. connection.Find(label).Where(pair => !isKnown(pair.Key))];
        }

        if (found.Length != 1)
        {
            throw new StoreUnavailableException($"the token {address.Name} holds {found.Length} new keys {label}, where one is needed");
        }

        Prove(connection, found[0].Name, found[0].Key);
        return found[0];
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_connection is not null)
        {
            Drop(Module(), _connection);
        }
    }

    // A public part says nothing about the private one that lies beside it under the same name.
    private void Prove(TokenConnection connection, TokenKeyName name, PublicKey key)
    {
        byte[] digest = RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes);
        using ECDsa verifier = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = key.X, Y = key.Y } });

        if (connection.Sign(name, digest) is not byte[] signature || !verifier.VerifyHash(digest, signature))
        {
            throw new StoreUnavailableException($"the token {address.Name} holds a private key {name.Label} that does not belong to its public key");
        }
    }

    // A connection that was lost is opened anew at once; a library that finds its token no more is started anew, now and then.
    private T Use<T>(Func<TokenConnection, T> work)
    {
        TokenModule module = Module();

        for (int tries = 1; ; tries++)
        {
            TokenConnection? used = null;

            try
            {
                return module.Use(library => work(used = Connect(module, library)));
            }
            catch (Exception e) when (e is Pkcs11Exception or AttributeValueException or ObjectDisposedException)
            {
                Drop(module, used);
                bool isWorthATry = tries < MostTries && !IsAboutPin(e) && (used is not null || module.TryRestart(clock.GetUtcNow()));

                if (!isWorthATry)
                {
                    throw Unavailable(e);
                }
            }
        }
    }

    private TokenModule Module()
    {
        try
        {
            return TokenModule.Get(address.ModulePath);
        }
        catch (Exception e) when (e is UnmanagedException or DllNotFoundException or BadImageFormatException or Pkcs11Exception)
        {
            throw new StoreUnavailableException($"{address.ModulePath} cannot be loaded", e);
        }
    }

    private TokenConnection Connect(TokenModule module, IPkcs11Library? library)
    {
        lock (_gate)
        {
            if (_connection is not null && _connection.ModuleStarts == module.Starts)
            {
                return _connection;
            }

            string pin = TokenPin.Read(address);

            // Tokens lock themselves after a few wrong PINs, and every request would be one.
            if (pin == _refusedPin)
            {
                throw new StoreUnavailableException($"the token {address.Name} refused its PIN");
            }

            try
            {
                return _connection = TokenConnection.Open(library ?? throw new Pkcs11Exception("C_Initialize", CKR.CKR_CRYPTOKI_NOT_INITIALIZED), module.Starts, address, pin);
            }
            catch (Pkcs11Exception e) when (IsAboutPin(e))
            {
                _refusedPin = pin;
                throw;
            }
        }
    }

    private void Drop(TokenModule module, TokenConnection? failed) => module.Use(_ =>
    {
        lock (_gate)
        {
            // Handles of the library's earlier life may be others' in this one: nothing is closed by them.
            if (failed?.ModuleStarts == module.Starts)
            {
                failed.Dispose();
            }

            _connection = _connection == failed ? null : _connection;
            return true;
        }
    });

    private static bool IsAboutPin(Exception e) =>
        e is Pkcs11Exception { RV: CKR.CKR_PIN_INCORRECT or CKR.CKR_PIN_LOCKED or CKR.CKR_PIN_INVALID or CKR.CKR_PIN_LEN_RANGE or CKR.CKR_PIN_EXPIRED };

    private StoreUnavailableException Unavailable(Exception e) =>
        new($"the token {address.Name} does not do its work: {(e is Pkcs11Exception refused ? refused.RV : e.Message)}", e);
}

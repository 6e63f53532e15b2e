using System.Security.Cryptography;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Collector.Keys.Pkcs11;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Keys;

/// <summary>Makes keys where they belong, and finds them there again.</summary>
/// <param name="clock">Its time.</param>
internal sealed class KeyPlaces(TimeProvider clock) : IDisposable
{
    private readonly Dictionary<TokenAddress, KeyToken> _tokens = [];

    /// <summary>Makes an active key; in a token, one that waits there under its label is taken.</summary>
    /// <param name="place">Where.</param>
    /// <param name="purpose">For what.</param>
    /// <param name="isKnown">Is that key in use, or was it?</param>
    /// <exception cref="StoreUnavailableException">The token does not answer.</exception>
    public SigningKey Make(KeyPlace place, KeyPurpose purpose, Func<PublicKey, bool> isKnown)
    {
        if (place.Token is not TokenAddress address)
        {
            using ECDsa made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            ECParameters parameters = made.ExportParameters(includePrivateParameters: true);
            return Open(new KeyFile { Purpose = purpose, Status = KeyStatus.Active, Since = clock.GetUtcNow(), X = parameters.Q.X!, Y = parameters.Q.Y!, D = parameters.D });
        }

        (TokenKeyName name, PublicKey key) = TokenAt(address).TakeOrMake(address.KeyName + "-" + KeyRing.Name(purpose), isKnown);
        return Open(new KeyFile { Purpose = purpose, Status = KeyStatus.Active, Since = clock.GetUtcNow(), X = key.X, Y = key.Y, Pkcs11 = address.ToKeyUri(name) });
    }

    /// <summary>The key of a file. A token is asked only when the key signs.</summary>
    /// <exception cref="StoreRefusedException">It is no key.</exception>
    public SigningKey Open(KeyFile file)
    {
        if (file.Pkcs11 is null)
        {
            var point = new ECPoint { X = file.X, Y = file.Y };
            return new SigningKey(file, KeyPlace.Files, new FileKey(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = file.D, Q = point }));
        }

        return TokenAddress.TryParseKeyUri(file.Pkcs11, out TokenAddress? address, out TokenKeyName? name)
            ? new SigningKey(file, new KeyPlace(address), new TokenKey(TokenAt(address), name))
            : throw new StoreRefusedException($"a key file names no key in a PKCS#11 token: {file.Pkcs11}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_tokens)
        {
            foreach (KeyToken token in _tokens.Values)
            {
                token.Dispose();
            }
        }
    }

    private KeyToken TokenAt(TokenAddress address)
    {
        lock (_tokens)
        {
            if (!_tokens.TryGetValue(address, out KeyToken? token))
            {
                token = new KeyToken(address, clock);
                _tokens.Add(address, token);
            }

            return token;
        }
    }
}

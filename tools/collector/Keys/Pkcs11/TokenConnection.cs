using System.Collections.Concurrent;
using System.Security.Cryptography;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Collector.Storage;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using Net.Pkcs11Interop.HighLevelAPI.Factories;
using ISession = Net.Pkcs11Interop.HighLevelAPI.ISession;

namespace NanoAgent.Collector.Keys.Pkcs11;

/// <summary>A token that was opened with its PIN: sessions, one for each signature under way. Ends with the first failure.</summary>
internal sealed class TokenConnection : IDisposable
{
    // Enough for all cores to wait for the token at once; some tokens allow no more.
    private const int MostSessions = 16;
    private const int IdBytes = 16;

    // The DER object identifier of P-256 (RFC 5480 §2.1.1.1).
    private static readonly byte[] _p256 = [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07];

    private readonly ISlot _slot;
    private readonly ISession _login;
    private readonly SemaphoreSlim _turns = new(MostSessions);
    private readonly ConcurrentBag<ISession> _free = [];
    private readonly ConcurrentDictionary<string, IObjectHandle> _handles = new();
    private volatile bool _isClosed;

    private TokenConnection(ISlot slot, ISession login, int moduleStarts)
    {
        ModuleStarts = moduleStarts;
        _slot = slot;
        _login = login;
    }

    /// <summary>In which life of the library it was opened (<see cref="TokenModule.Starts"/>).</summary>
    public int ModuleStarts { get; }

    /// <summary>Finds the token, and logs in.</summary>
    /// <exception cref="Pkcs11Exception">There is no such token, or it does not do its work.</exception>
    /// <exception cref="StoreUnavailableException">There is more than one.</exception>
    public static TokenConnection Open(IPkcs11Library library, int moduleStarts, TokenAddress address, string pin)
    {
        List<ISlot> slots = Pkcs11UriUtils.GetMatchingSlotList(address.Uri, library, SlotsType.WithTokenPresent);

        if (slots.Count != 1)
        {
            throw slots.Count == 0
                ? new Pkcs11Exception("C_GetSlotList", CKR.CKR_TOKEN_NOT_PRESENT)
                : new StoreUnavailableException($"there are {slots.Count} tokens {address.Name}: name one by its serial");
        }

        ISession login = slots[0].OpenSession(SessionType.ReadWrite);

        try
        {
            login.Login(CKU.CKU_USER, pin);
        }
        catch (Pkcs11Exception e) when (e.RV == CKR.CKR_USER_ALREADY_LOGGED_IN)
        {
            // A login is the whole process's: another collector in it was first.
        }
        catch
        {
            login.Dispose();
            throw;
        }

        return new TokenConnection(slots[0], login, moduleStarts);
    }

    /// <summary>Signs a SHA-256 digest.</summary>
    /// <returns>The signature, or null when the token has no such key, or two.</returns>
    public byte[]? Sign(TokenKeyName key, byte[] digest)
    {
        _turns.Wait();

        try
        {
            ISession session = _free.TryTake(out ISession? free) ? free : _slot.OpenSession(SessionType.ReadOnly);

            try
            {
                return Handle(session, key) is IObjectHandle handle ? SignBy(session, handle, digest) : null;
            }
            finally
            {
                GiveBack(session);
            }
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>The public keys of a label whose private part is here as well.</summary>
    public IReadOnlyList<(TokenKeyName Name, PublicKey Key)> Find(string label)
    {
        var found = new List<(TokenKeyName, PublicKey)>();

        foreach (IObjectHandle handle in _login.FindAllObjects(Template(CKO.CKO_PUBLIC_KEY, label)))
        {
            List<IObjectAttribute> values = _login.GetAttributeValue(handle, [CKA.CKA_ID, CKA.CKA_EC_PARAMS, CKA.CKA_EC_POINT]);
            var name = new TokenKeyName(label, values[0].GetValueAsByteArray());

            if (values[1].GetValueAsByteArray().AsSpan().SequenceEqual(_p256)
                && PointOf(values[2].GetValueAsByteArray()) is PublicKey key
                && _login.FindAllObjects(Template(CKO.CKO_PRIVATE_KEY, label, name.Id)).Count == 1)
            {
                found.Add((name, key));
            }
        }

        return found;
    }

    /// <summary>Makes a key pair in the token; the private part never leaves it.</summary>
    public void Make(string label)
    {
        IObjectAttributeFactory attributes = _login.Factories.ObjectAttributeFactory;
        byte[] id = RandomNumberGenerator.GetBytes(IdBytes);
        List<IObjectAttribute> forPublic =
        [
            .. Template(CKO.CKO_PUBLIC_KEY, label, id),
            attributes.Create(CKA.CKA_TOKEN, true),
            attributes.Create(CKA.CKA_VERIFY, true),
            attributes.Create(CKA.CKA_EC_PARAMS, _p256),
        ];
        List<IObjectAttribute> forPrivate =
        [
            .. Template(CKO.CKO_PRIVATE_KEY, label, id),
            attributes.Create(CKA.CKA_TOKEN, true),
            attributes.Create(CKA.CKA_PRIVATE, true),
            attributes.Create(CKA.CKA_SENSITIVE, true),
            attributes.Create(CKA.CKA_EXTRACTABLE, false),
            attributes.Create(CKA.CKA_SIGN, true),
        ];
        using IMechanism mechanism = _login.Factories.MechanismFactory.Create(CKM.CKM_EC_KEY_PAIR_GEN);
        _login.GenerateKeyPair(mechanism, forPublic, forPrivate, out _, out _);
    }

    /// <summary>Closes its sessions, as far as the token still knows them.</summary>
    public void Dispose()
    {
        _isClosed = true;
        Close(_login);

        while (_free.TryTake(out ISession? session))
        {
            Close(session);
        }
    }

    private static byte[] SignBy(ISession session, IObjectHandle key, byte[] digest)
    {
        using IMechanism mechanism = session.Factories.MechanismFactory.Create(CKM.CKM_ECDSA);
        return session.Sign(mechanism, key, digest);
    }

    // A session that failed is given back too: the connection ends with it.
    private void GiveBack(ISession session)
    {
        _free.Add(session);

        if (_isClosed)
        {
            Dispose();
        }
    }

    private static void Close(ISession session)
    {
        try
        {
            session.Dispose();
        }
        catch (Pkcs11Exception)
        {
            // The token went, and took the session with it.
        }
    }

    // A handle is good in every session of the process.
    private IObjectHandle? Handle(ISession session, TokenKeyName key)
    {
        string id = Convert.ToHexString(key.Id) + key.Label;

        if (!_handles.TryGetValue(id, out IObjectHandle? handle) && session.FindAllObjects(Template(CKO.CKO_PRIVATE_KEY, key.Label, key.Id)) is [IObjectHandle one])
        {
            handle = one;
            _handles[id] = one;
        }

        return handle;
    }

    private List<IObjectAttribute> Template(CKO type, string label, byte[]? id = null)
    {
        IObjectAttributeFactory attributes = _login.Factories.ObjectAttributeFactory;
        List<IObjectAttribute> template = [attributes.Create(CKA.CKA_CLASS, type), attributes.Create(CKA.CKA_LABEL, label)];

        if (id is not null)
        {
            template.Add(attributes.Create(CKA.CKA_ID, id));
        }

        return template;
    }

    // An uncompressed point, in the OCTET STRING that PKCS#11 asks for, or bare as some tokens give it.
    private static PublicKey? PointOf(byte[] point)
    {
        ReadOnlySpan<byte> bare = point is [0x04, 0x41, 0x04, ..] && point.Length == 67 ? point.AsSpan(2) : point;
        PublicKey? key = null;
        return bare.Length == 65 && bare[0] == 0x04 && PublicKey.TryCreate(bare[1..33].ToArray(), bare[33..].ToArray(), out key) ? key : null;
    }
}

namespace NanoAgent.Attestation.Token;

/// <summary>Passes on what it takes as base64url without padding (RFC 7515 §2), in pieces of at most 128 characters.</summary>
/// <remarks>Call <see cref="Finish"/> after the last byte; the sink is then ready for the next value.</remarks>
public sealed class Base64UrlSink : IByteSink
{
    private static readonly byte[] s_alphabet =
        Crypto.Ascii.Bytes("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private readonly byte[] _characters = new byte[128];
    private readonly IByteSink _inner;
    private int _used;
    private int _held;
    private int _heldBytes;

    /// <summary>Writes to another sink.</summary>
    public Base64UrlSink(IByteSink inner) => _inner = inner;

    /// <inheritdoc/>
    public void Write(byte[] buffer, int offset, int count)
    {
        // Fields are slow on the interpreter, so the loop works on locals.
        int held = _held;
        int heldBytes = _heldBytes;

        for (int i = 0; i < count; i++)
        {
            held = (held << 8) | buffer[offset + i];

            if (++heldBytes == 3)
            {
                Put(held, 4);
                held = 0;
                heldBytes = 0;
            }
        }

        _held = held;
        _heldBytes = heldBytes;
    }

    /// <summary>Writes the last characters of the value and passes everything on.</summary>
    public void Finish()
    {
        if (_heldBytes > 0)
        {
            Put(_held << (8 * (3 - _heldBytes)), _heldBytes + 1);
        }

        _held = 0;
        _heldBytes = 0;
        Flush();
    }

    private void Put(int group, int characters)
    {
        if (_used + 4 > _characters.Length)
        {
            Flush();
        }

        for (int i = 0; i < characters; i++)
        {
            _characters[_used++] = s_alphabet[(group >> (18 - 6 * i)) & 63];
        }
    }

    private void Flush()
    {
        _inner.Write(_characters, 0, _used);
        _used = 0;
    }
}

using System;

namespace NanoAgent.Attestation.Token;

/// <summary>Writes JSON (RFC 8259) in the one spelling of the profile: no white space, ASCII, integers, no escapes.</summary>
/// <remarks>
/// Text that would need an escape is refused, not escaped: each value then has one spelling. Commas are set by the writer;
/// that brackets match is the caller's part. Passes on in pieces of 256 bytes; call <see cref="Flush"/> at the end. Not thread-safe.
/// </remarks>
public sealed class JsonWriter
{
    private readonly byte[] _buffer = new byte[256];
    private IByteSink _sink;
    private int _used;
    private bool _needsComma;

    /// <summary>Writes to a sink.</summary>
    public JsonWriter(IByteSink sink) => _sink = sink;

    /// <summary>Begins another text, on another sink, after <see cref="Flush"/>.</summary>
    internal void Restart(IByteSink sink)
    {
        _sink = sink;
        _needsComma = false;
    }

    /// <summary>Opens an object.</summary>
    public void BeginObject() => Open('{');

    /// <summary>Closes an object.</summary>
    public void EndObject() => Close('}');

    /// <summary>Opens an array.</summary>
    public void BeginArray() => Open('[');

    /// <summary>Closes an array.</summary>
    public void EndArray() => Close(']');

    /// <summary>Writes a member's name; its value must follow.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Text(string)"/>.</exception>
    public void Name(string name)
    {
        Text(name);
        Put(':');
        _needsComma = false;
    }

    /// <summary>Writes a text.</summary>
    /// <exception cref="ArgumentException">A character outside space to ~, a quote or a backslash.</exception>
    public void Text(string value)
    {
        Separate();
        Put('"');

        for (int i = 0; i < value.Length; i++)
        {
            char c = value[i];

            if (c < ' ' || c > '~' || c == '"' || c == '\\')
            {
                throw new ArgumentException("text of printable ASCII without quote and backslash");
            }

            Put(c);
        }

        Put('"');
    }

    /// <summary>Writes bytes as a base64url text.</summary>
    public void Bytes(byte[] value)
    {
        Separate();
        PutAscii("\"");
        PutAscii(Crypto.Base64Url.Encode(value));
        PutAscii("\"");
    }

    /// <summary>Writes an integer.</summary>
    public void Number(long value)
    {
        Separate();
        PutAscii(value.ToString());
    }

    /// <summary>Writes true or false.</summary>
    public void Boolean(bool value)
    {
        Separate();
        PutAscii(value ? "true" : "false");
    }

    /// <summary>Writes members that are JSON already, without their braces.</summary>
    public void Members(IFragment members)
    {
        Separate();
        Flush();
        members.WriteTo(_sink);
    }

    /// <summary>Passes on what is still held.</summary>
    public void Flush()
    {
        _sink.Write(_buffer, 0, _used);
        _used = 0;
    }

    private void Open(char bracket)
    {
        Separate();
        Put(bracket);
        _needsComma = false;
    }

    private void Close(char bracket)
    {
        Put(bracket);
        _needsComma = true;
    }

    private void Separate()
    {
        if (_needsComma)
        {
            Put(',');
        }

        _needsComma = true;
    }

    private void PutAscii(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            Put(text[i]);
        }
    }

    private void Put(char c)
    {
        if (_used == _buffer.Length)
        {
            Flush();
        }

        _buffer[_used++] = (byte)c;
    }
}

using System;
using System.IO;
using System.Net.Http;
using System.Net.Http.Http.Headers;
using NanoAgent.Attestation.Token;

namespace NanoAgent.Boards.Espressif;

/// <summary>A body that is written piece by piece into the connection, so that nobody holds it whole.</summary>
internal sealed class FragmentContent : HttpContent
{
    private readonly IFragment _body;

    public FragmentContent(IFragment body, string contentType)
    {
        _body = body;
        Headers.ContentType = new MediaTypeHeaderValue(contentType);
    }

    /// <summary>Known beforehand: without a length, nanoFramework's client refuses a body.</summary>
    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }

    protected override void SerializeToStream(Stream stream)
    {
        var sink = new StreamSink(stream);
        _body.WriteTo(sink);
        sink.Flush();
    }

    /// <summary>Gathers: every write to a TLS stream is a record of its own, and a token is written in pieces of a few bytes.</summary>
    private sealed class StreamSink : IByteSink
    {
        private readonly byte[] _piece = new byte[512];
        private readonly Stream _stream;
        private int _used;

        public StreamSink(Stream stream) => _stream = stream;

        public void Write(byte[] buffer, int offset, int count)
        {
            while (count > 0)
            {
                int room = _piece.Length - _used;
                int taken = count < room ? count : room;
                Array.Copy(buffer, offset, _piece, _used, taken);
                _used += taken;
                offset += taken;
                count -= taken;

                if (_used == _piece.Length)
                {
                    Flush();
                }
            }
        }

        public void Flush()
        {
            if (_used > 0)
            {
                _stream.Write(_piece, 0, _used);
                _used = 0;
            }
        }
    }
}

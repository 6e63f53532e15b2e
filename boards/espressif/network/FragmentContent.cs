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
    private sealed class StreamSink : GatheringSink
    {
        private readonly Stream _stream;

        public StreamSink(Stream stream)
            : base(512) => _stream = stream;

        protected override void Pass(byte[] piece, int count) => _stream.Write(piece, 0, count);
    }
}

using System.IO;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;

namespace System.Net.Http;

public class ByteArrayContent : HttpContent
{
    public ByteArrayContent(byte[] content) => throw null;
    public ByteArrayContent(byte[] content, int offset, int count) => throw null;
    protected override void SerializeToStream(Stream stream) => throw null;
    protected internal override bool TryComputeLength(out long length) => throw null;
}

public enum ClientCertificateOption
{
    Manual = 0,
    Automatic = 1,
}

public class HttpClient : HttpMessageInvoker
{
    public HttpRequestHeaders DefaultRequestHeaders => throw null;
    public Uri BaseAddress { get => throw null; set => throw null; }
    public TimeSpan Timeout { get => throw null; set => throw null; }
    public X509Certificate HttpsAuthentCert { get => throw null; set => throw null; }
    public SslProtocols SslProtocols { get => throw null; set => throw null; }
    public SslVerification SslVerification { get => throw null; set => throw null; }
    public HttpClient() : base(default(HttpMessageHandler)) => throw null;
    public HttpResponseMessage Delete(string requestUri) => throw null;
    public HttpResponseMessage Get(string requestUri) => throw null;
    public HttpResponseMessage Get(string requestUri, HttpCompletionOption completionOption) => throw null;
    public HttpResponseMessage Patch(string requestUri, HttpContent content) => throw null;
    public HttpResponseMessage Post(string requestUri, HttpContent content) => throw null;
    public HttpResponseMessage Put(string requestUri, HttpContent content) => throw null;
    public byte[] GetByteArray(string requestUri) => throw null;
    public Stream GetStream(string requestUri) => throw null;
    public string GetString(string requestUri) => throw null;
    public override HttpResponseMessage Send(HttpRequestMessage request) => throw null;
    public HttpResponseMessage Send(HttpRequestMessage request, HttpCompletionOption completionOption) => throw null;
}

public class HttpClientHandler : HttpMessageHandler
{
    public ClientCertificateOption ClientCertificateOptions { get => throw null; set => throw null; }
    public X509Certificate ClientCertificate => throw null;
    public NetworkCredential Credentials { get => throw null; set => throw null; }
    public SslProtocols SslProtocols { get => throw null; set => throw null; }
    public IWebProxy Proxy { get => throw null; set => throw null; }
    public virtual bool SupportsAutomaticDecompression => throw null;
    public virtual bool SupportsProxy => throw null;
    public virtual bool SupportsRedirectConfiguration => throw null;
    public bool UseCookies => throw null;
    public bool UseProxy { get => throw null; set => throw null; }
    public HttpClientHandler() => throw null;
    protected override void Dispose(bool disposing) => throw null;
    protected internal override HttpResponseMessage Send(HttpRequestMessage request) => throw null;
}

public enum HttpCompletionOption
{
    ResponseContentRead = 0,
    ResponseHeadersRead = 1,
}

public abstract class HttpContent : IDisposable
{
    public HttpContentHeaders Headers => throw null;
    protected HttpContent() => throw null;
    public void CopyTo(Stream stream) => throw null;
    public void LoadIntoBuffer() => throw null;
    public Stream ReadAsStream() => throw null;
    public byte[] ReadAsByteArray() => throw null;
    public string ReadAsString() => throw null;
    protected internal abstract bool TryComputeLength(out long length);
    public void Dispose() => throw null;
    protected virtual void Dispose(bool disposing) => throw null;
    protected abstract void SerializeToStream(Stream stream);
    protected virtual Stream CreateContentReadStream() => throw null;
}

public abstract class HttpMessageHandler : IDisposable
{
    protected internal abstract HttpResponseMessage Send(HttpRequestMessage request);
    protected virtual void Dispose(bool disposing) => throw null;
    public void Dispose() => throw null;
    protected HttpMessageHandler() => throw null;
}

public class HttpMessageInvoker : IDisposable
{
    public HttpMessageInvoker(HttpMessageHandler handler) => throw null;
    public HttpMessageInvoker(HttpMessageHandler handler, bool disposeHandler) => throw null;
    public virtual HttpResponseMessage Send(HttpRequestMessage request) => throw null;
    public void Dispose() => throw null;
    protected virtual void Dispose(bool disposing) => throw null;
}

public class HttpMethod
{
    public static HttpMethod Get => throw null;
    public static HttpMethod Put => throw null;
    public static HttpMethod Post => throw null;
    public static HttpMethod Delete => throw null;
    public static HttpMethod Head => throw null;
    public static HttpMethod Options => throw null;
    public static HttpMethod Patch => throw null;
    public string Method => throw null;
    public HttpMethod(string method) => throw null;
}

public class HttpRequestException : Exception
{
    public HttpRequestException() => throw null;
    public HttpRequestException(string message) => throw null;
    public HttpRequestException(string message, Exception inner) => throw null;
}

public class HttpRequestMessage : IDisposable
{
    public Version Version { get => throw null; set => throw null; }
    public HttpMethod Method { get => throw null; set => throw null; }
    public Uri RequestUri { get => throw null; set => throw null; }
    public HttpRequestHeaders Headers => throw null;
    public HttpContent Content { get => throw null; set => throw null; }
    public HttpRequestMessage() => throw null;
    public HttpRequestMessage(HttpMethod method, string requestUri) => throw null;
    protected virtual void Dispose(bool disposing) => throw null;
    public void Dispose() => throw null;
}

public class HttpResponseMessage : IDisposable
{
    public HttpContent Content { get => throw null; set => throw null; }
    public HttpResponseHeaders Headers => throw null;
    public bool IsSuccessStatusCode => throw null;
    public string ReasonPhrase { get => throw null; set => throw null; }
    public HttpRequestMessage RequestMessage { get => throw null; set => throw null; }
    public HttpStatusCode StatusCode => throw null;
    public Version Version { get => throw null; set => throw null; }
    public HttpResponseMessage() => throw null;
    public HttpResponseMessage(HttpStatusCode statusCode) => throw null;
    public HttpResponseMessage EnsureSuccessStatusCode() => throw null;
    protected virtual void Dispose(bool disposing) => throw null;
    public void Dispose() => throw null;
}

public class ReadOnlyStream : Stream
{
    public override bool CanRead => throw null;
    public override bool CanSeek => throw null;
    public override long Length => throw null;
    public override bool CanWrite => throw null;
    public override long Position { get => throw null; set => throw null; }
    public override int ReadTimeout { get => throw null; set => throw null; }
    public override bool CanTimeout => throw null;
    public override int WriteTimeout { get => throw null; set => throw null; }
    public ReadOnlyStream(Stream innerStream) => throw null;
    protected override void Dispose(bool disposing) => throw null;
    public override void Flush() => throw null;
    public override int Read(SpanByte buffer) => throw null;
    public override int Read(byte[] buffer, int offset, int count) => throw null;
    public override int ReadByte() => throw null;
    public override long Seek(long offset, SeekOrigin origin) => throw null;
    public override void SetLength(long value) => throw null;
    public override void Write(byte[] buffer, int offset, int count) => throw null;
    public override void WriteByte(byte value) => throw null;
}

public class StreamContent : HttpContent
{
    public StreamContent(Stream content) => throw null;
    public StreamContent(Stream content, int bufferSize) => throw null;
    protected override void SerializeToStream(Stream stream) => throw null;
    protected override Stream CreateContentReadStream() => throw null;
    protected internal override bool TryComputeLength(out long length) => throw null;
    protected override void Dispose(bool disposing) => throw null;
}

public class StringContent : ByteArrayContent
{
    public StringContent(string content) : base(default(byte[])) => throw null;
    public StringContent(string content, Encoding encoding) : base(default(byte[])) => throw null;
    public StringContent(string content, Encoding encoding, string mediaType) : base(default(byte[])) => throw null;
}

using System.Net.Http.Headers;
using System.Net.Http.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using NanoAgent.Attestation.Token;
using NanoAgent.Tests.Espressif.Fake;

namespace System.Net.Http.Http.Headers
{
    public sealed class MediaTypeHeaderValue(string mediaType)
    {
        public string MediaType { get; } = mediaType;
    }
}

namespace System.Net.Http.Headers
{
    public sealed class HttpContentHeaders
    {
        public long ContentLength { get; internal set; } = -1;

        public Http.Headers.MediaTypeHeaderValue ContentType { get; set; }
    }

    public sealed class HttpRequestHeaders
    {
        internal Dictionary<string, string> Values { get; } = [];

        public void Add(string name, string value) => Values.Add(name, value);
    }
}

namespace System.Net.Http
{
    public enum HttpCompletionOption
    {
        ResponseContentRead = 0, ResponseHeadersRead = 1,
    }

    public sealed class HttpMethod
    {
        public static HttpMethod Get { get; } = new();

        public static HttpMethod Post { get; } = new();
    }

    public sealed class HttpRequestException : Exception;

    public abstract class HttpContent : IDisposable
    {
        public HttpContentHeaders Headers { get; } = new();

        /// <summary>On the platform it is <c>protected internal</c>, which an override in another assembly sees as protected; here both are in one.</summary>
        protected abstract bool TryComputeLength(out long length);

        internal long Length => TryComputeLength(out long length) ? length : -1;

        public void CopyTo(Stream stream) => SerializeToStream(stream);

        public byte[] ReadAsByteArray()
        {
            World.Allocate();
            var whole = new MemoryStream();
            SerializeToStream(whole);
            return whole.ToArray();
        }

        public void Dispose()
        {
        }

        protected abstract void SerializeToStream(Stream stream);
    }

    internal sealed class AnswerContent : HttpContent
    {
        private readonly byte[] _answer;

        public AnswerContent(byte[] answer)
        {
            _answer = answer;
            Headers.ContentLength = answer.Length;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _answer.Length;
            return true;
        }

        protected override void SerializeToStream(Stream stream) => stream.Write(_answer, 0, _answer.Length);
    }

    public sealed class HttpRequestMessage : IDisposable
    {
        public HttpRequestMessage(HttpMethod method, string uri)
        {
            World.Allocate();
            Method = method;
            Uri = uri;
        }

        public HttpMethod Method { get; }

        public string Uri { get; }

        public HttpRequestHeaders Headers { get; } = new();

        public HttpContent Content { get; set; }

        public void Dispose()
        {
        }
    }

    public sealed class HttpResponseMessage : IDisposable
    {
        public HttpResponseMessage() => World.OpenResponses++;

        public HttpStatusCode StatusCode { get; init; }

        public HttpContent Content { get; init; }

        public void Dispose() => World.OpenResponses--;
    }

    /// <summary>Connects, shakes hands, sends, and asks the world's collector; fails where the platform fails, with its types.</summary>
    public sealed class HttpClient
    {
        public HttpClient()
        {
            World.Allocate();
            World.Clients++;
        }

        public X509Certificate HttpsAuthentCert { get; set; }

        public SslProtocols SslProtocols { get; set; }

        public SslVerification SslVerification { get; set; }

        public TimeSpan Timeout { get; set; }

        public HttpResponseMessage Send(HttpRequestMessage request, HttpCompletionOption completion)
        {
            World.Allocate();
            string[] parts = request.Uri.Split('/', 4);
            string host = parts[2].Split(':')[0];

            if (World.OpenResponses > 0)
            {
                // A response that was not disposed: from the third request on the platform fails.
                throw new HttpRequestException();
            }

            Dns.GetHostEntry(host);
            new Sockets.Socket(Sockets.AddressFamily.InterNetwork, Sockets.SocketType.Stream, Sockets.ProtocolType.Tcp).Connect(new IPEndPoint(IPAddress.Any, 443));
            World.Allocate();

            if (!World.Trusts(host, HttpsAuthentCert.GetRawCertData(), SslVerification))
            {
                throw new Sockets.SocketException(Sockets.SocketError.ConnectionRefused);
            }

            return Answer(request, "/" + parts[3]);
        }

        private static HttpResponseMessage Answer(HttpRequestMessage request, string path)
        {
            World.Pass(2000);

            if (request.Method == HttpMethod.Get)
            {
                bool isThere = World.Pages.TryGetValue(path, out string page);
                return new HttpResponseMessage { StatusCode = isThere ? HttpStatusCode.OK : HttpStatusCode.NotFound, Content = new AnswerContent(System.Text.Encoding.ASCII.GetBytes(page ?? "")) };
            }

            var sent = new MemoryStream();
            request.Content.CopyTo(sent);

            if (request.Content.Length != sent.Length)
            {
                throw new HttpRequestException();
            }

            if (World.Status != 0)
            {
                return new HttpResponseMessage { StatusCode = (HttpStatusCode)World.Status, Content = new AnswerContent("<html>busy</html>"u8.ToArray()) };
            }

            string bearer = request.Headers.Values.GetValueOrDefault("Authorization");
            int status = World.Collector.Post(path, request.Content.Headers.ContentType.MediaType, bearer, new ByteFragment(sent.ToArray()), out byte[] answer);

            // The collector has it from here on; the answer can still be lost.
            World.Allocate();
            return status == 0 ? throw new HttpRequestException() : new HttpResponseMessage { StatusCode = (HttpStatusCode)status, Content = new AnswerContent(answer) };
        }
    }
}

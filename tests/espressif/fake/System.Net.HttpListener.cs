namespace System.Net
{
    /// <summary>Never hears anything: the page is asked at its own door.</summary>
    public sealed class HttpListener(string prefix, int port)
    {
        public string Prefix { get; } = prefix + ":" + port;

        public void Start()
        {
        }

        public HttpListenerContext GetContext() => throw new NotSupportedException();
    }

    public sealed class HttpListenerContext
    {
        public HttpListenerRequest Request { get; } = new();

        public HttpListenerResponse Response { get; } = new();

        public void Close()
        {
        }
    }

    public sealed class HttpListenerRequest
    {
        public string HttpMethod { get; init; }

        public string RawUrl { get; init; }

        public WebHeaderCollection Headers { get; } = [];
    }

    public sealed class HttpListenerResponse
    {
        public int StatusCode { get; set; }

        public long ContentLength64 { get; set; }

        public WebHeaderCollection Headers { get; } = [];

        public Stream OutputStream { get; } = new MemoryStream();
    }
}

using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Operators;

/// <summary>The keys that wrap cookies and form tokens, in the database, so that any collector of it understands them.</summary>
/// <remarks>They open nothing by themselves: a session is known by random bytes that only its cookie holds.</remarks>
internal sealed class WebKeys(CollectorStore store) : IXmlRepository
{
    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() =>
        store.Read(session => session.Query("SELECT content FROM web_keys ORDER BY name", row => XElement.Parse(row.GetString(0))));

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName) => store.WriteNow((session, _) =>
        session.Execute("INSERT INTO web_keys (name, content) VALUES (@name, @content)", friendlyName, element.ToString(SaveOptions.DisableFormatting)));
}

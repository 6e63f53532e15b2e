using System.Globalization;
using System.Reflection;
using System.Text.Json;
using NanoAgent.Schemes;

namespace NanoAgent.Collector.Pages.Language;

/// <summary>The pages' texts in one language: <c>en.json</c> or <c>ja.json</c> in this folder.</summary>
public sealed class Words
{
    private readonly Dictionary<string, string> _texts;

    private Words(string code, string name)
    {
        Code = code;
        Name = name;
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"language/{code}.json")!;
        _texts = JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
    }

    /// <summary>English.</summary>
    public static Words English { get; } = new("en", "English");

    /// <summary>Japanese.</summary>
    public static Words Japanese { get; } = new("ja", "日本語");

    /// <summary>The languages that there are.</summary>
    public static IReadOnlyList<Words> All { get; } = [Japanese, English];

    /// <summary>BCP 47 code.</summary>
    public string Code { get; }

    /// <summary>The language's own name.</summary>
    public string Name { get; }

    /// <summary>The keys of all texts.</summary>
    public IReadOnlyCollection<string> Keys => _texts.Keys;

    /// <summary>The text with that key.</summary>
    /// <exception cref="KeyNotFoundException">No such text: a fault of the page.</exception>
    public string this[string key] => _texts.TryGetValue(key, out string? text) ? text : throw new KeyNotFoundException($"no text {key} in {Code}");

    /// <summary>The text with that key, its places filled in; <c>{0:unit|units}</c> is the form of the noun for the number in that place.</summary>
    public string Format(string key, params object?[] values) => string.Format(Forms.Instance, this[key], values);

    /// <summary>A text that comes in both languages, such as a scheme's.</summary>
    public string Of(Text text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return this == Japanese ? text.Ja : text.En;
    }

    /// <summary>The language that was asked for by name, or null.</summary>
    public static Words? Find(string? code) => All.FirstOrDefault(words => words.Code == code);

    /// <summary>Picks the form of a noun by a number: <c>{0:unit|units}</c>. Numbers come with their thousands apart, as text.</summary>
    private sealed class Forms : IFormatProvider, ICustomFormatter
    {
        public static Forms Instance { get; } = new();

        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : CultureInfo.InvariantCulture.GetFormat(formatType);

        public string Format(string? format, object? arg, IFormatProvider? formatProvider)
        {
            string text = Convert.ToString(arg, CultureInfo.InvariantCulture) ?? "";
            return format?.Split('|') is [string one, string many] ? text == "1" ? one : many
                : arg is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : text;
        }
    }
}

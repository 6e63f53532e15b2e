using System;
using System.Collections;
using nanoFramework.Json.Resolvers;

namespace nanoFramework.Json;

public class DeserializationException : Exception
{
    public DeserializationException() => throw null;
}

public sealed class JsonArray : JsonToken
{
    public int Length => throw null;
    public JsonToken[] Items => throw null;
    public JsonArray(JsonToken[] values) => throw null;
}

public static class JsonConvert
{
    public static string SerializeObject(object oSource) => throw null;
    public static object DeserializeObject(string value, Type type) => throw null;
    public static object DeserializeObject(string value, Type type, JsonSerializerOptions options) => throw null;
}

public sealed class JsonObject : JsonToken
{
    public ICollection Members => throw null;
    public void Add(string name, JsonToken value) => throw null;
    public JsonProperty Get(string name) => throw null;
    public JsonObject() => throw null;
}

public sealed class JsonProperty : JsonToken
{
    public string Name => throw null;
    public JsonToken Value => throw null;
    public JsonProperty(string name, JsonToken value) => throw null;
}

public class JsonSerializer
{
    public static string SerializeObject(object o, bool topObject = true) => throw null;
    internal JsonSerializer() => throw null;
}

public enum JsonSerializerDefaults
{
    General = 0,
    Web = 1,
}

public sealed class JsonSerializerOptions
{
    public static JsonSerializerOptions Default => throw null;
    public IMemberResolver Resolver { get => throw null; set => throw null; }
    public bool PropertyNameCaseInsensitive { get => throw null; set => throw null; }
    public bool ThrowExceptionWhenPropertyNotFound { get => throw null; set => throw null; }
    public JsonSerializerOptions() => throw null;
    public JsonSerializerOptions(JsonSerializerDefaults defaults) => throw null;
}

public abstract class JsonToken
{
    protected JsonToken() => throw null;
}

public sealed class JsonValue : JsonToken
{
    public object Value => throw null;
    public JsonValue(object value, bool isDateTime = false) => throw null;
}

public class SerializationException : Exception
{
    public SerializationException() => throw null;
}

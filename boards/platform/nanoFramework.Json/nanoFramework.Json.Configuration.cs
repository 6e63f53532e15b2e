using System;
using nanoFramework.Json.Converters;
using nanoFramework.Json.Resolvers;

namespace nanoFramework.Json.Configuration;

public static class ConvertersMapping
{
    public static void Add(Type type, IConverter converter) => throw null;
    public static void Remove(Type type) => throw null;
    public static void Replace(Type type, IConverter converter) => throw null;
}

public static class Settings
{
    public static IMemberResolver Resolver { get => throw null; set => throw null; }
    public static bool CaseSensitive { get => throw null; set => throw null; }
    public static bool ThrowExceptionWhenPropertyNotFound { get => throw null; set => throw null; }
}

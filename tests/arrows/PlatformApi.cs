using System.Globalization;
using System.Text.RegularExpressions;
using Mono.Cecil;

namespace NanoAgent.Tests.Arrows;

/// <summary>A type as boards/platform/api.txt spells it: its heading and its members, the same from the list and from an assembly.</summary>
internal sealed record ApiType(string Assembly, string Heading, IReadOnlyList<string> Members)
{
    /// <summary>Heading without the bases.</summary>
    public string Name => Heading.Split(" : ")[0];

    /// <summary>The bases, in any order: a compiler may list inherited interfaces elsewhere.</summary>
    public IEnumerable<string> Bases => Heading.Contains(" : ", StringComparison.Ordinal) ? Heading.Split(" : ")[1].Split(", ").Order() : [];
}

/// <summary>Reads and writes the spelling of boards/platform/api.txt.</summary>
internal static partial class PlatformApi
{
    private static readonly Dictionary<string, string> s_keywords = new()
    {
        ["System.Void"] = "void", ["System.Object"] = "object", ["System.String"] = "string", ["System.Boolean"] = "bool", ["System.Char"] = "char",
        ["System.Byte"] = "byte", ["System.SByte"] = "sbyte", ["System.Int16"] = "short", ["System.UInt16"] = "ushort", ["System.Int32"] = "int",
        ["System.UInt32"] = "uint", ["System.Int64"] = "long", ["System.UInt64"] = "ulong", ["System.Single"] = "float", ["System.Double"] = "double",
    };

    private static readonly HashSet<string> s_roots = ["System.Object", "System.ValueType", "System.Enum", "System.MulticastDelegate"];

    /// <summary>The types of the list.</summary>
    public static List<ApiType> Listed(IEnumerable<string> lines)
    {
        var types = new List<ApiType>();
        string assembly = "";

        foreach (string line in lines.Where(l => l.Length > 0))
        {
            if (Heading().Match(line) is { Success: true } heading)
            {
                assembly = heading.Groups[1].Value;
            }
            else if (assembly.Length > 0)
            {
                Add(types, assembly, line);
            }
        }

        return types;
    }

    /// <summary>The public types of a compiled assembly.</summary>
    public static IEnumerable<ApiType> Compiled(ModuleDefinition module) =>
        from type in module.GetTypes()
        where IsVisible(type) && type.Name != "<Module>"
        select new ApiType(module.Assembly.Name.Name, HeadingOf(type), [.. MembersOf(type)]);

    private static void Add(List<ApiType> types, string assembly, string line)
    {
        if (line.StartsWith("  ", StringComparison.Ordinal))
        {
            ((List<string>)types[^1].Members).Add(line[2..]);
        }
        else
        {
            types.Add(new ApiType(assembly, line, new List<string>()));
        }
    }

    private static bool IsVisible(TypeDefinition type) => type.IsPublic || (type.IsNestedPublic && IsVisible(type.DeclaringType));

    private static string HeadingOf(TypeDefinition type)
    {
        string head = $"{NamespaceOf(type)}: {KindOf(type)} ";

        if (IsDelegate(type))
        {
            MethodDefinition invoke = type.Methods.Single(m => m.Name == "Invoke");
            return $"{head}{NameOf(invoke.ReturnType)} {OwnName(type)}({ParametersOf(invoke)})";
        }

        IEnumerable<string> bases = type.Interfaces.Select(i => NameOf(i.InterfaceType));

        if (type.BaseType is { } b && !s_roots.Contains(b.FullName))
        {
            bases = bases.Prepend(NameOf(b));
        }

        string list = type.IsEnum ? "" : string.Join(", ", bases);
        return head + OwnName(type) + (list.Length == 0 ? "" : " : " + list);
    }

    /// <summary>Where it is declared, System.Int32 is Int32; elsewhere it is int.</summary>
    private static string OwnName(TypeDefinition type) => type.DeclaringType == null ? type.Name : $"{OwnName(type.DeclaringType)}.{type.Name}";

    private static string NamespaceOf(TypeDefinition type) => type.DeclaringType == null ? type.Namespace : NamespaceOf(type.DeclaringType);

    private static bool IsDelegate(TypeDefinition type) => type.BaseType?.FullName == "System.MulticastDelegate";

    private static string KindOf(TypeDefinition type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        _ when IsDelegate(type) => "delegate",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static IEnumerable<string> MembersOf(TypeDefinition type)
    {
        if (type.IsEnum)
        {
            return [string.Join(", ", type.Fields.Where(f => f.HasConstant).Select(f => $"{f.Name}={f.Constant}"))];
        }

        if (IsDelegate(type))
        {
            return [];
        }

        return type.Fields.Where(f => f.IsPublic || f.IsFamily).Select(FieldOf)
            .Concat(type.Properties.Where(p => IsVisible(p.GetMethod ?? p.SetMethod)).Select(PropertyOf))
            .Concat(type.Events.Where(e => IsVisible(e.AddMethod)).Select(e => $"{(e.AddMethod.IsStatic ? "static " : "")}event {NameOf(e.EventType)} {e.Name}"))
            .Concat(type.Methods.Where(m => IsVisible(m) && IsMember(m)).Select(MethodOf));
    }

    private static bool IsVisible(MethodDefinition method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsMember(MethodDefinition method) =>
        !(method.IsGetter || method.IsSetter || method.IsAddOn || method.IsRemoveOn || method.Name is ".cctor" or "Finalize");

    private static string FieldOf(FieldDefinition field)
    {
        string kind = field switch { { IsLiteral: true } => "const ", { IsStatic: true, IsInitOnly: true } => "static readonly ", { IsStatic: true } => "static ", { IsInitOnly: true } => "readonly ", _ => "" };
        return $"{(field.IsPublic ? "" : "protected ")}{kind}{NameOf(field.FieldType)} {field.Name}{(field.HasConstant ? " = " + Value(field.Constant) : "")}";
    }

    private static string PropertyOf(PropertyDefinition property)
    {
        MethodDefinition accessor = property.GetMethod ?? property.SetMethod;
        string name = property.HasParameters ? $"this[{ParametersOf(property.GetMethod!)}]" : property.Name;
        string get = property.GetMethod is { } g && IsVisible(g) ? "get; " : "";
        string set = property.SetMethod is { } s && IsVisible(s) ? "set; " : "";
        string modifiers = Modifiers(accessor).Replace("override ", "virtual ", StringComparison.Ordinal);
        return $"{modifiers}{NameOf(property.PropertyType)} {name} {{ {get}{set}}}";
    }

    private static string MethodOf(MethodDefinition method) => method.IsConstructor
        ? $"{(method.IsPublic ? "" : "protected ")}{method.DeclaringType.Name}({ParametersOf(method)})"
        : $"{Modifiers(method)}{NameOf(method.ReturnType)} {method.Name}({ParametersOf(method)})";

    private static string Modifiers(MethodDefinition method)
    {
        string access = method.IsPublic ? "" : "protected ";
        return method switch
        {
            { DeclaringType.IsInterface: true } => "",
            { IsStatic: true } => access + "static ",
            { IsAbstract: true } => access + "abstract ",
            { IsVirtual: true, IsNewSlot: false } => access + "override ",
            { IsVirtual: true, IsFinal: false } => access + "virtual ",
            _ => access,
        };
    }

    private static string ParametersOf(MethodDefinition method) => string.Join(", ", method.Parameters.Select(p =>
        $"{Direction(p)}{NameOf(p.ParameterType)} {p.Name}{(p.HasConstant ? " = " + Value(p.Constant) : "")}"));

    private static string Direction(ParameterDefinition p) => p switch
    {
        { ParameterType: ByReferenceType, IsOut: true } => "out ",
        { ParameterType: ByReferenceType } => "ref ",
        _ when p.CustomAttributes.Any(a => a.AttributeType.Name == "ParamArrayAttribute") => "params ",
        _ => "",
    };

    private static string Value(object? constant) => constant switch
    {
        null => "null",
        bool b => b ? "true" : "false",
        char c => c is >= ' ' and <= '~' ? $"'{c}'" : $"'\\u{(int)c:X4}'",
        string s => $"\"{s}\"",
        _ => string.Create(CultureInfo.InvariantCulture, $"{constant}"),
    };

    private static string NameOf(TypeReference type) => type switch
    {
        ArrayType array => NameOf(array.ElementType) + "[]",
        ByReferenceType reference => NameOf(reference.ElementType),
        RequiredModifierType modified => NameOf(modified.ElementType),
        { DeclaringType: { } outer } => $"{NameOf(outer)}.{type.Name}",
        _ => s_keywords.GetValueOrDefault(type.FullName, type.Name),
    };

    [GeneratedRegex(@"^# (\S+) \(package ")]
    private static partial Regex Heading();
}

using Mono.Cecil;

namespace NanoAgent.Tests.Arrows;

/// <summary>Compares the metadata of a reference assembly with that of the real one: what code compiled against the first would ask of the second.</summary>
internal static class RealSignatures
{
    private const TypeAttributes OfTypes = TypeAttributes.VisibilityMask | TypeAttributes.ClassSemanticMask | TypeAttributes.Abstract | TypeAttributes.Sealed;

    private const MethodAttributes OfMethods = MethodAttributes.MemberAccessMask | MethodAttributes.Static | MethodAttributes.Final | MethodAttributes.Virtual
        | MethodAttributes.Abstract | MethodAttributes.NewSlot | MethodAttributes.SpecialName;

    private const FieldAttributes OfFields = FieldAttributes.FieldAccessMask | FieldAttributes.Static | FieldAttributes.InitOnly | FieldAttributes.Literal;

    /// <summary>Every visible type and member of ours that the real assembly lacks or has otherwise, as "what: ours (real: theirs)".</summary>
    public static IEnumerable<string> Beyond(ModuleDefinition ours, ModuleDefinition real) =>
        ours.GetTypes().Where(IsVisible).SelectMany(type => OfType(type, real.GetType(type.FullName)));

    /// <summary>Assembly name and version.</summary>
    public static string Identity(ModuleDefinition module) => $"{module.Assembly.Name.Name} {module.Assembly.Name.Version}";

    private static IEnumerable<string> OfType(TypeDefinition type, TypeDefinition? real) => real == null
        ? [$"{type.FullName}: not there"]
        : Different(Heading(type), Heading(real))
            .Concat(Lacking(type, Methods(type), Methods(real)))
            .Concat(Lacking(type, Fields(type), Fields(real)))
            .Concat(Lacking(type, Properties(type), Properties(real)))
            .Concat(Lacking(type, Events(type), Events(real)));

    private static IEnumerable<string> Different(string ours, string real) => ours == real ? [] : [$"{ours} (real: {real})"];

    private static IEnumerable<string> Lacking(TypeDefinition type, IEnumerable<string> ours, IEnumerable<string> real) =>
        ours.Except(real).Select(member => $"{type.FullName}: {member}");

    private static string Heading(TypeDefinition type) =>
        $"{type.FullName} : {type.BaseType?.FullName}, {string.Join(", ", type.Interfaces.Select(i => i.InterfaceType.FullName).Order(StringComparer.Ordinal))} [{type.Attributes & OfTypes}]";

    private static IEnumerable<string> Methods(TypeDefinition type) =>
        type.Methods.Where(IsVisible).Select(m => $"{m.ReturnType.FullName} {m.Name}({string.Join(", ", m.Parameters.Select(Parameter))}) [{m.Attributes & OfMethods}]");

    private static string Parameter(ParameterDefinition p) =>
        $"{(p.IsOut ? "out " : "")}{(p.CustomAttributes.Any(a => a.AttributeType.Name == "ParamArrayAttribute") ? "params " : "")}{p.ParameterType.FullName} {p.Name}{(p.HasConstant ? $" = {p.Constant ?? "null"}" : "")}";

    private static IEnumerable<string> Fields(TypeDefinition type) =>
        type.Fields.Where(f => f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly).Select(f => $"{f.FieldType.FullName} {f.Name}{(f.HasConstant ? $" = {f.Constant ?? "null"}" : "")} [{f.Attributes & OfFields}]");

    private static IEnumerable<string> Properties(TypeDefinition type) =>
        from property in type.Properties
        let accessors = new[] { property.GetMethod, property.SetMethod }.OfType<MethodDefinition>().Where(IsVisible).Select(m => m.Name).ToArray()
        where accessors.Length > 0
        select $"property {property.PropertyType.FullName} {property.Name} {{ {string.Join(' ', accessors)} }}";

    private static IEnumerable<string> Events(TypeDefinition type) =>
        type.Events.Where(e => IsVisible(e.AddMethod)).Select(e => $"event {e.EventType.FullName} {e.Name}");

    private static bool IsVisible(TypeDefinition type) => type.IsPublic || ((type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamilyOrAssembly) && IsVisible(type.DeclaringType));

    private static bool IsVisible(MethodDefinition method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;
}

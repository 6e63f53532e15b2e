using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoAgent.Tests.Arrows;

/// <summary>What compiles for nanoFramework's v1 line and then does not load, or behaves otherwise, on the device. Found by trying on the interpreter.</summary>
internal static class DeviceRules
{
    /// <summary>IL bytes of one method. The metadata processor takes up to 64 KB and branches of 32 KB.</summary>
    public const int MostMethodBytes = 30_000;

    /// <summary>Every offence in an assembly, as "where: what".</summary>
    public static IEnumerable<string> In(ModuleDefinition module) => module.GetTypes().SelectMany(In);

    /// <summary>Every offence in one type, nested types not included.</summary>
    public static IEnumerable<string> In(TypeDefinition type)
    {
        IEnumerable<string> own = OfType(type).Concat(type.Fields.SelectMany(f => OfSignature(f.FieldType)));
        return own.Select(what => $"{type.FullName}: {what}")
            .Concat(type.Methods.SelectMany(m => OfMethod(m).Distinct().Select(what => $"{type.FullName}.{m.Name}: {what}")));
    }

    private static IEnumerable<string> OfType(TypeDefinition type)
    {
        if (type.HasGenericParameters)
        {
            yield return "generic type";
        }

        if (type.IsInterface && type.Methods.Any(m => m.HasBody))
        {
            yield return "default interface method";
        }
    }

    private static IEnumerable<string> OfMethod(MethodDefinition method)
    {
        IEnumerable<string> found = method.HasGenericParameters ? ["generic method"] : [];
        found = found.Concat(OfSignature(method.ReturnType)).Concat(method.Parameters.SelectMany(p => OfSignature(p.ParameterType)));
        return method.HasBody ? found.Concat(OfBody(method.Body)) : found;
    }

    private static IEnumerable<string> OfBody(MethodBody body)
    {
        IEnumerable<string> found = body.CodeSize > MostMethodBytes ? [$"{body.CodeSize} bytes of IL in one method"] : [];
        return found
            .Concat(body.Variables.Where(v => v.IsPinned).Select(_ => "pinned local (fixed)"))
            .Concat(body.Variables.SelectMany(v => OfSignature(v.VariableType)))
            .Concat(body.Instructions.SelectMany(OfInstruction));
    }

    private static IEnumerable<string> OfInstruction(Instruction instruction)
    {
        if (instruction.OpCode == OpCodes.Localloc)
        {
            yield return "stackalloc";
        }

        if (instruction.OpCode.Name.Contains(".ovf", StringComparison.Ordinal))
        {
            yield return "checked arithmetic, which the interpreter does not check";
        }

        if (instruction.OpCode == OpCodes.Newarr && ((TypeReference)instruction.Operand).FullName == "System.String" && !FilledArray.IsFilled(instruction))
        {
            yield return "text array that is not filled where it is made: comparing an element that was never set ends the interpreter";
        }

        if (instruction.OpCode.Code is Code.Box or Code.Constrained && IsEnum((TypeReference)instruction.Operand))
        {
            yield return "enum boxed: as text it is a number";
        }

        foreach (string what in OfOperand(instruction.Operand))
        {
            yield return what;
        }
    }

    private static IEnumerable<string> OfOperand(object? operand) => operand switch
    {
        TypeReference type => OfSignature(type),
        FieldReference field => OfSignature(field.DeclaringType).Concat(OfSignature(field.FieldType)),
        MethodReference call => OfSignature(call.DeclaringType).Concat(call.IsGenericInstance ? ["generic method"] : []),
        _ => [],
    };

    private static IEnumerable<string> OfSignature(TypeReference type) => type switch
    {
        GenericInstanceType => ["generic type"],
        ArrayType { Rank: > 1 } => ["array of several dimensions"],
        TypeSpecification inner => OfSignature(inner.ElementType),
        _ => [],
    };

    private static bool IsEnum(TypeReference type) => type is TypeDefinition { IsEnum: true } || (type.IsValueType && type.Resolve() is { IsEnum: true });
}

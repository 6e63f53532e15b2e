using System;

namespace nanoFramework.Json.Resolvers;

public interface IMemberResolver
{
    MemberSet Get(string memberName, Type objectType, JsonSerializerOptions options);
}

public struct MemberSet
{
    private readonly object _state;
    public SetValueDelegate SetValue => throw null;
    public Type ObjectType => throw null;
    public bool Skip => throw null;
    public MemberSet(SetValueDelegate setValue, Type objectType) => throw null;
    public MemberSet(bool skip) => throw null;
}

public delegate void SetValueDelegate(object objectInstance, object valueToSet);

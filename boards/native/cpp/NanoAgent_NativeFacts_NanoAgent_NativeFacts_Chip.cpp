// The bodies of Chip.cs's native methods. The metadata processor writes their table, header and marshalling beside this file, under these names.
#include "NanoAgent_NativeFacts.h"
#include "NanoAgent_NativeFacts_NanoAgent_NativeFacts_Chip.h"

#include "ecdsa.h"
#include "facts.h"

using namespace NanoAgent_NativeFacts::NanoAgent_NativeFacts;

signed int Chip::Read(signed int param0, HRESULT &hr)
{
    (void)hr;
    return nanoagent::Read(param0);
}

signed int Chip::PublicKey(CLR_RT_TypedArray_UINT8 param0, CLR_RT_TypedArray_UINT8 param1, HRESULT &hr)
{
    (void)hr;

    if (param0.GetSize() != nanoagent::NumberBytes || param1.GetSize() != nanoagent::PairBytes)
    {
        return 0;
    }

    return nanoagent::PublicKeyOf(param0.GetBuffer(), param1.GetBuffer()) ? 1 : 0;
}

signed int Chip::Sign(CLR_RT_TypedArray_UINT8 param0, CLR_RT_TypedArray_UINT8 param1, CLR_RT_TypedArray_UINT8 param2, HRESULT &hr)
{
    (void)hr;

    if (param0.GetSize() != nanoagent::NumberBytes || param1.GetSize() != nanoagent::NumberBytes || param2.GetSize() != nanoagent::PairBytes)
    {
        return 0;
    }

    return nanoagent::SignDigest(param0.GetBuffer(), param1.GetBuffer(), param2.GetBuffer()) ? 1 : 0;
}

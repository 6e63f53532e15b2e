// The form in which the metadata processor declares Chip.cs's native methods.
#pragma once

namespace NanoAgent_NativeFacts
{
    namespace NanoAgent_NativeFacts
    {
        struct Chip
        {
            static signed int Read(signed int param0, HRESULT &hr);
            static signed int PublicKey(CLR_RT_TypedArray_UINT8 param0, CLR_RT_TypedArray_UINT8 param1, HRESULT &hr);
            static signed int Sign(CLR_RT_TypedArray_UINT8 param0, CLR_RT_TypedArray_UINT8 param1, CLR_RT_TypedArray_UINT8 param2, HRESULT &hr);
        };
    }
}

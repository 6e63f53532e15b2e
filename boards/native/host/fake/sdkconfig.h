// The chip is chosen on the compiler's command line.
#pragma once

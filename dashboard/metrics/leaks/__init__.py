"""Where fewer leads went on than comparable ones did: found, sized and told apart from chance."""

import numpy as np  # noqa: F401 (its library must be there before it is limited)
from threadpoolctl import threadpool_limits

# The matrices are small: threads that share one wait longer than they work, and sum in another order each time.
threadpool_limits(limits=1, user_api="blas")
